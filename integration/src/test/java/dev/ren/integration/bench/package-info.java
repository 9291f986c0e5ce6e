/** What each action of a user takes of AWS, and what that costs. */
@org.jspecify.annotations.NullMarked
package dev.ren.integration.bench;
