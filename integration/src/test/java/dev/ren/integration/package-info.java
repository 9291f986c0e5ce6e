/** What a running stack promises, seen from outside: by REST, by socket, and in its store. */
@org.jspecify.annotations.NullMarked
package dev.ren.integration;
