@NullMarked
package dev.ren.platform;

import org.jspecify.annotations.NullMarked;
