package dev.ren.local;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.logging.LogManager;

/**
 * Runs a stack until the process is told to end: {@code --port N --data DIR [--reset] --web DIR
 * --template FILE}. Standard output has the address, standard error the one line of a refusal, or
 * what a reset has deleted; everything else goes to the log file.
 */
public final class Main {
  private static final PrintStream OUT = stream(FileDescriptor.out);
  private static final PrintStream ERR = stream(FileDescriptor.err);

  private static final int FAULT = 1;

  private Main() {}

  public static void main(String[] arguments) throws InterruptedException {
    LogManager.getLogManager().reset();
    try {
      LocalStack stack = LocalStack.start(Options.parse(arguments));
      Runtime.getRuntime().addShutdownHook(new Thread(stack::close, "stop"));
      stack.emptied().ifPresent(what -> ERR.println("ren: " + what));
      OUT.println("Ready: " + stack.url());
    } catch (StartException e) {
      ERR.println("ren: " + e.getMessage());
      System.exit(e.reason().exitCode());
    } catch (RuntimeException e) {
      ERR.println("ren: the stack does not start: " + e);
      System.exit(FAULT);
    }
    Thread.currentThread().join();
  }

  private static PrintStream stream(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
  }
}
