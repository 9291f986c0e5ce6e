@NullMarked
package dev.ren.client.protocol;

import org.jspecify.annotations.NullMarked;
