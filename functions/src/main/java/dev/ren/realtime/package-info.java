/** Open sockets: who has which, how to reach them, who sees whom online. */
@NullMarked
package dev.ren.realtime;

import org.jspecify.annotations.NullMarked;
