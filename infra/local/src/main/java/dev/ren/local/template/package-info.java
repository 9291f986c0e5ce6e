/**
 * Reads the SAM template: which functions there are, on which routes, with which variables. What it
 * does not understand it refuses, with file and line.
 */
@NullMarked
package dev.ren.local.template;

import org.jspecify.annotations.NullMarked;
