@NullMarked
package dev.ren.client;

import org.jspecify.annotations.NullMarked;
