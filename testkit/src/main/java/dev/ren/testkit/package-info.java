/** What the tests of every module share: real DynamoDB Local underneath, and a meter on it. */
@NullMarked
package dev.ren.testkit;

import org.jspecify.annotations.NullMarked;
