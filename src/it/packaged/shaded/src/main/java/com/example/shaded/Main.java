package com.example.shaded;

/** Prints its class path. */
public class Main {

  public static void main(String[] args) throws InterruptedException {
    System.out.println("class path: " + System.getProperty("java.class.path"));
    System.out.println("arguments: " + String.join(" ", args));
    new java.util.concurrent.CountDownLatch(1).await();
  }
}
