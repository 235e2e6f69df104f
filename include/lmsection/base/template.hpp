#pragma once

#include "lmsection/base/error.hpp"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace lmsection {

/// The names that a template may use: fields with a text, and lists whose elements have fields.
struct TemplateFields {
    std::set<std::string, std::less<>> texts;
    std::map<std::string, TemplateFields, std::less<>> lists;

    /// Reads `greeting reports(report due links(url))`.
    static TemplateFields parse(std::string_view text);
};

/// The values of a template's fields. A field with an empty text, or without one, counts as absent.
struct TemplateValues {
    std::map<std::string, std::string, std::less<>> texts;
    std::map<std::string, std::vector<TemplateValues>, std::less<>> lists;
};

/// What is wrong with a template in the language Mustache, with the number of its line: an unknown
/// field, a section that is not closed, a part that another file would have (`{{> name}}`), other
/// delimiters, or a list inside itself. `name`: the template's name in the message.
[[nodiscard]] std::optional<Fault>
template_fault(std::string_view text, const TemplateFields& fields, const std::string& name);

/// The text of a template with its fields filled in, without HTML escaping. Throws a `RefusedError`
/// with its fault if it has one, or if the result would be longer than 200,000 bytes.
[[nodiscard]] std::string rendered(std::string_view text, const TemplateFields& fields,
                                   const TemplateValues& values, const std::string& name);

}    // namespace lmsection
