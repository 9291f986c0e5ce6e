/** The command-line client: {@code ./ren chat}. Commands parse, call {@code RenClient}, print. */
@NullMarked
package dev.ren.client.cli;

import org.jspecify.annotations.NullMarked;
