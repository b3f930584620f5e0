def log = new File(basedir, 'build.log').text

assert log.contains('''The kubeconfig has no context "staging", or the context has no cluster.
[ERROR] 
[ERROR] Choose one of laptop: -Ddev.context=laptop
''')
