def log = new File(basedir, 'build.log').text

assert log.contains('not-there.yml, which does not exist.')
assert log.contains('''[ERROR] Correct or unset KUBECONFIG, or run on this machine: -Ddev.target=local
''')
