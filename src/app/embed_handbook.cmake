# Writes the text of INPUT as a C++ source file, OUTPUT.
file(READ "${INPUT}" text)
string(FIND "${text}" ")toml\"" closes)
if(NOT closes EQUAL -1)
  message(FATAL_ERROR "${INPUT} holds the mark that ends a raw string")
endif()
file(WRITE "${OUTPUT}" "#include \"lmsection/app/handbook_toml.hpp\"\n\n"
  "namespace lmsection::app {\n\n"
  "std::string_view built_in_handbook() {\n"
  "    return R\"toml(${text})toml\";\n"
  "}\n\n"
  "}    // namespace lmsection::app\n")
