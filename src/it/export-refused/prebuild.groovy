// As dev:push leaves it: "pushed" is what counts.
def folder = new File(basedir, 'target/dev')
folder.mkdirs()
new File(folder, 'image.json').text = """{
  "repository": "registry.example.com/acme/export-refused", "tags": ["abc"], "contentTag": "abc", "digest": "sha256:${'0' * 64}",
  "entrypoint": [], "java": "java", "pushed": true
}"""
new File(basedir, 'deploy/export-refused').mkdirs()
new File(basedir, 'deploy/export-refused/export-refused-service.yaml').text = 'mine'
return true
