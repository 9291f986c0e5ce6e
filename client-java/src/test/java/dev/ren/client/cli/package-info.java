@NullMarked
package dev.ren.client.cli;

import org.jspecify.annotations.NullMarked;
