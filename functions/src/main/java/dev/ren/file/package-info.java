/**
 * Files that are too large for a message: sealed by the sender, put into S3 by presigned URLs, and
 * read by the chat's members from the message on that attaches them. The bytes never come here.
 */
@NullMarked
package dev.ren.file;

import org.jspecify.annotations.NullMarked;
