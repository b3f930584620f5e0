// Command etcd stores the cluster's objects. Built here because Debian's etcd is too old for
// this API server: it lacks progress notifications for watches.
package main

import (
	"os"

	"go.etcd.io/etcd/server/v3/etcdmain"
)

func main() { etcdmain.Main(os.Args) }
