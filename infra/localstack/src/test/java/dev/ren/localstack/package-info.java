/** The integration tests against a stack whose tables, files and secrets LocalStack keeps. */
@NullMarked
package dev.ren.localstack;

import org.jspecify.annotations.NullMarked;
