/** Messages: sending, paging and read marks. */
@NullMarked
package dev.ren.message;

import org.jspecify.annotations.NullMarked;
