/** Bad input at every endpoint and socket type, derived from the contract. */
@org.jspecify.annotations.NullMarked
package dev.ren.integration.badinput;
