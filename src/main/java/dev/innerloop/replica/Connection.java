package dev.innerloop.replica;

import java.io.Closeable;
import java.io.InputStream;
import java.io.OutputStream;

/** A byte stream in both directions; closing it ends reads and writes that block. */
public interface Connection extends Closeable {

  InputStream input();

  OutputStream output();
}
