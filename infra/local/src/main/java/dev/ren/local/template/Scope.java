package dev.ren.local.template;

/** What names mean inside one stack. */
interface Scope {

  /** The value of {@code !Ref name}. */
  String ref(String name, TemplateNode at);

  /** The value of {@code !GetAtt resource.attribute}. */
  String attribute(String resource, String attribute, TemplateNode at);

  /** Whether a condition of the template holds. */
  boolean condition(String name, TemplateNode at);

  /** A value of the template's {@code Mappings}. */
  TemplateNode mapping(String map, String first, String second, TemplateNode at);
}
