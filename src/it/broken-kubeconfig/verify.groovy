def log = new File(basedir, 'build.log').text

def kubeconfig = new File(basedir, 'broken.yml')
assert log.contains("The kubeconfig $kubeconfig cannot be read: ")
assert log.contains('''[ERROR] Repair it (kubectl config view shows where it breaks), point KUBECONFIG to another one, or run without a cluster: -Ddev.target=local
''')
