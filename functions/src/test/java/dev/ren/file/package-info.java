@NullMarked
package dev.ren.file;

import org.jspecify.annotations.NullMarked;
