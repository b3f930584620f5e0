package dev.innerloop.cluster.tenancy;

import java.util.regex.Pattern;

/** What operators limit for tenants. */
enum Limit {
  IMAGE(
      "image",
      "regist(ry|ries)|\\bimages?\\b",
      "Use images of an allowed registry: -Ddev.registry=HOST for the app's, -Ddev.baseImage=IMAGE"
          + " for its base image, -Ddev.serviceImages=NAME=IMAGE for a service's"),
  HOST(
      "host",
      "host(name)?s?\\b",
      "Use an allowed host: -Ddev.host=HOST, or in src/main/kubernetes"),
  STORAGE_CLASS(
      "storage class",
      "storage ?class",
      "Use an allowed storage class: <storageClass> of the volume in the POM, or in"
          + " src/main/kubernetes"),
  SERVICE_ACCOUNT(
      "service account",
      "service ?account",
      "Use an allowed ServiceAccount: <serviceAccount> in the POM, or in src/main/kubernetes");

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
