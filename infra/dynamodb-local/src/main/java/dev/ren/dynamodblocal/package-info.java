@NullMarked
package dev.ren.dynamodblocal;

import org.jspecify.annotations.NullMarked;
