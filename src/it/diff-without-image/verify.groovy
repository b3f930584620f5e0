def log = new File(basedir, 'build.log').text

// No image is needed to compare; a cluster is, and nothing of an earlier comparison stays.
assert log.contains('''KUBECONFIG names not-there.yml, which does not exist.
[ERROR] 
[ERROR] Correct or unset KUBECONFIG, or run on this machine: -Ddev.target=local
''')
assert !new File(basedir, 'target/dev/apply.diff').exists()
