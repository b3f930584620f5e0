def log = new File(basedir, 'build.log').text
def web = new File(basedir, 'deploy/web')

assert log.contains('[INFO] web: exported to deploy/web as a Kustomize base, 7 files written')
assert log.contains('[INFO] web: Secret web-env with the key API_KEY must exist where the app is deployed')
assert log.contains('[INFO] worker: exported to deploy/worker as plain resources, 1 file written')
assert log.contains('[INFO] web: exported to deploy/web as a Kustomize base, nothing has changed')

def deployment = new File(web, 'base/web-deployment.yaml').text
assert deployment.contains("image: registry.example.com/acme/web:abc@sha256:${'0' * 64}\n")
assert deployment.contains('revisionHistoryLimit: 3')
assert new File(web, 'base/web-ingress.yaml').text.contains('host: web.example.com')
assert new File(web, 'overlays/test/kustomization.yaml').exists()
assert new File(web, 'overlays/production/kustomization.yaml').exists()
assert new File(web, 'SECRETS.md').text.contains('| web-env | API_KEY |')
web.eachFileRecurse { assert it.directory || !it.text.contains('hidden') }
assert new File(basedir, 'deploy/worker').list().sort().toList() == ['.dev-export', 'worker-deployment.yaml']
