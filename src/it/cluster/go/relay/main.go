// Command relay joins a TCP port of this network namespace to one of another: it listens here and
// dials there. Ending it ends every connection through it, which is how tests cut the API.
package main

import (
	"fmt"
	"io"
	"log"
	"net"
	"os"
	"runtime"

	"golang.org/x/sys/unix"
)

func main() {
	if len(os.Args) != 4 {
		fmt.Fprintln(os.Stderr, "usage: relay LISTEN-ADDRESS NAMESPACE-FILE DIAL-ADDRESS")
		os.Exit(2)
	}
	namespace, err := os.Open(os.Args[2])
	if err != nil {
		log.Fatal(err)
	}
	listener, err := net.Listen("tcp", os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	log.Print("listening on ", listener.Addr())
	for {
		here, err := listener.Accept()
		if err != nil {
			log.Fatal(err)
		}
		go relay(here, namespace, os.Args[3])
	}
}

func relay(here net.Conn, namespace *os.File, address string) {
	defer here.Close()
	there, err := dial(namespace, address)
	if err != nil {
		log.Print(err)
		return
	}
	defer there.Close()
	done := make(chan struct{})
	go func() { copyTo(there, here); close(done) }()
	copyTo(here, there)
	<-done
}

// copyTo passes on the end of the stream too: each direction of a connection closes by itself.
func copyTo(target, source net.Conn) {
	if _, err := io.Copy(target, source); err != nil {
		target.Close()
		source.Close()
		return
	}
	target.(*net.TCPConn).CloseWrite()
}

// dial connects from inside the namespace; the socket keeps the namespace that it was made in.
func dial(namespace *os.File, address string) (net.Conn, error) {
	type result struct {
		connection net.Conn
		err        error
	}
	results := make(chan result)
	go func() {
		runtime.LockOSThread() // never unlocked: the thread, now of the other namespace, ends with this goroutine
		if err := unix.Setns(int(namespace.Fd()), unix.CLONE_NEWNET); err != nil {
			results <- result{nil, err}
			return
		}
		connection, err := net.Dial("tcp", address)
		results <- result{connection, err}
	}()
	r := <-results
	return r.connection, r.err
}
