/** What the functions measure, shown on this machine: for Prometheus, and as a page with graphs. */
@NullMarked
package dev.ren.local.metrics;

import org.jspecify.annotations.NullMarked;
