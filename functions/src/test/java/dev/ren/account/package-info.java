@NullMarked
package dev.ren.account;

import org.jspecify.annotations.NullMarked;
