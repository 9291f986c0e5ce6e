package dev.ren.message;

import dev.ren.platform.UserId;
import java.util.Optional;

/**
 * Who sends, as the token says.
 *
 * @param connectionId the socket that the message came by; empty where it came by REST
 */
public record Sender(UserId user, Optional<String> connectionId) {}
