def log = new File(basedir, 'build.log').text

assert log.contains('''The kubeconfig broken.yml cannot be read: while parsing a flow node.
[ERROR] 
[ERROR] Repair it (kubectl config view shows where it breaks), point KUBECONFIG to another one, or run without a cluster: -Ddev.target=local
''')
