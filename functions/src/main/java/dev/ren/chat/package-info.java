/** Chats: their log, epochs, members and the list of a user's chats. */
@NullMarked
package dev.ren.chat;

import org.jspecify.annotations.NullMarked;
