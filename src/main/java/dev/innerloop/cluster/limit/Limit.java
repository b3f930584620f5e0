package dev.innerloop.cluster.limit;

import java.util.regex.Pattern;

/** What operators limit for tenants. */
enum Limit {
  IMAGE(
      "image",
      "regist(ry|ries)|\\bimages?\\b",
      "Take images of a registry that is allowed: -Ddev.registry=HOST for the app's,"
          + " -Ddev.baseImage=IMAGE for what it is built on, -Ddev.serviceImages=NAME=IMAGE for a"
          + " service's"),
  HOST(
      "host",
      "host(name)?s?\\b",
      "Take a host that is allowed: -Ddev.host=HOST, or in src/main/kubernetes"),
  STORAGE_CLASS(
      "storage class",
      "storage ?class",
      "Name a storage class that is allowed: <storageClass> of the volume in the POM, or in"
          + " src/main/kubernetes"),
  SERVICE_ACCOUNT(
      "service account",
      "service ?account",
      "Let the app act as an account that is allowed: <serviceAccount> in the POM, or in"
          + " src/main/kubernetes");

  private final String word;
  private final Pattern keyword;
  private final String remedy;

  Limit(String word, String keyword, String remedy) {
    this.word = word;
    this.keyword = Pattern.compile(keyword, Pattern.CASE_INSENSITIVE);
    this.remedy = remedy;
  }

  String word() {
    return word;
  }

  boolean isMeantBy(String words) {
    return keyword.matcher(words).find();
  }

  String remedy() {
    return remedy;
  }
}
