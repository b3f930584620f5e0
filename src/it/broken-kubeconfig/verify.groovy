def log = new File(basedir, 'build.log').text

assert log.contains('''The kubeconfig broken.yml cannot be read: while parsing a flow node.
[ERROR] 
[ERROR] Fix it (kubectl config view shows the error), set KUBECONFIG to another file, or run on this machine: -Ddev.target=local
''')
