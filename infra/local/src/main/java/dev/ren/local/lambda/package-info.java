/** Lambda, as far as a handler class can notice: instances, invocations as bytes, time limits. */
@NullMarked
package dev.ren.local.lambda;

import org.jspecify.annotations.NullMarked;
