def log = new File(basedir, 'build.log').text

assert log.contains('''The context production (https://api.production.invalid:6443) is not a local cluster, and may be anything.
[ERROR] 
[ERROR] If it is meant for development, say so: -Ddev.allowContext=production
[ERROR] or choose another one: -Ddev.context=NAME
''')
