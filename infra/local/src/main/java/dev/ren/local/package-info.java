@NullMarked
package dev.ren.local;

import org.jspecify.annotations.NullMarked;
