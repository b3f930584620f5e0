module schemas

go 1.24.0

require github.com/openshift/api v0.0.0-20240115183315-0793e918179d
