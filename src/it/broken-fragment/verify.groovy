def log = new File(basedir, 'build.log').text

assert log.contains('''4 errors in the resources of broken-fragment:
[ERROR]   src/main/kubernetes/broken.yml:5: invalid YAML: while parsing a block mapping, expected <block end>, but found '<block mapping start>', in column 2
[ERROR]     Check indentation, tabs, quotes and colons in this line and the previous one.
[ERROR]   src/main/kubernetes/deployment.yml:3: spec.replica is not a field of DeploymentSpec
[ERROR]     Did you mean replicas?
[ERROR]   src/main/kubernetes/deployment.yml:6: spec.template.spec.containers is a list, not a map
[ERROR]     Begin each item with "- ".
[ERROR]   src/main/kubernetes/deployment.yml:8: there is no property no.such.property
[ERROR]     Define it in the POM or by -Dno.such.property=VALUE, or write $${no.such.property} for the literal text.
''')
assert log.contains('Nothing was changed on the cluster.')
assert !new File(basedir, 'target/kubernetes').exists()
