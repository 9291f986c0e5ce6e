/**
 * DynamoDB Local as a child process, and the tables of a CloudFormation template in it.
 *
 * <p>Its licence forbids combining it with other programs, so it is on no class path of ours: Maven
 * copies its jars into a folder, and a process of its own runs them.
 */
@NullMarked
package dev.ren.dynamodblocal;

import org.jspecify.annotations.NullMarked;
