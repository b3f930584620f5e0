def log = new File(basedir, 'build.log').text

assert log.contains('''The context production (https://api.production.invalid:6443) is not a known local cluster, so the plugin will not change it without permission.
[ERROR] 
[ERROR] If it is a development cluster, allow it: -Ddev.allowContext=production
[ERROR] or choose another context: -Ddev.context=NAME
''')
