def log = new File(basedir, 'build.log').text.replaceAll(/(?m)^\[ERROR\] ?/, '')
def plugin = (log =~ /(dev\.innerloop:dev-maven-plugin:\S+?):export/)[0][1]

assert log.contains("""dev:export refers to an image, and dev.delivery=direct has none.

Leave dev.delivery out, and build and push an image:
mvn ${plugin}:image -Ddev.registry=HOST/PATH && mvn ${plugin}:push -Ddev.registry=HOST/PATH
""")
// By dev:export, and by dev:image that it would follow.
assert log.split('''export-refused has a host, which needs an Ingress or, on OpenShift, a Route. An export does not connect to a cluster.

Set one: -Ddev.platform=kubernetes creates an Ingress, -Ddev.platform=openshift a Route.
''', -1).length == 3
assert !new File(basedir, 'target/dev').exists()
assert log.contains('''dev.environments names test, but the plain format does not support environments.

Use another format: -Ddev.exportFormat=kustomize or -Ddev.exportFormat=helm
''')
assert log.contains('''dev.environments names "../test", which is not a valid directory name.
''')
assert log.contains('''Files that are not of an export are in the way:
  deploy/export-refused/export-refused-service.yaml exists, but was not written by an export

Nothing was written. Move your changes to an overlay, a values file or src/main/kubernetes. Then delete or move these files and export again, or use another directory: -Ddev.exportFolder=PATH
''')
assert log.contains("""No image of export-refused was pushed since it was built, and an export names one by its digest.

Build and push it first:
mvn ${plugin}:image -Ddev.registry=HOST/PATH && mvn ${plugin}:push -Ddev.registry=HOST/PATH
""")
assert new File(basedir, 'deploy/export-refused').list().toList() == ['export-refused-service.yaml']
