/** S3 on one machine: an emulator that verifies signatures, and the lifecycle rules it lacks. */
@NullMarked
package dev.ren.local.s3;

import org.jspecify.annotations.NullMarked;
