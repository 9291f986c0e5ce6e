@NullMarked
package dev.ren.testkit;

import org.jspecify.annotations.NullMarked;
