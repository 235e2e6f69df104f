#pragma once

#include "zip_file.hpp"

#include <pugixml.hpp>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lmsection {

/// An XML file of a spreadsheet, parsed in place.
struct SheetXml {
    std::string text;
    pugi::xml_document document;

    /// The outermost element; null if there is none.
    [[nodiscard]] pugi::xml_node root() const { return document.document_element(); }
};

enum class BlankText { dropped, kept };

/// Reads and parses a file of an archive. `blank` says what happens to text of white space between
/// elements. Throws a `RefusedError` if it is absent, damaged or too large, or declares a document
/// type, which could define entities. pugixml expands none, and nesting costs it no stack.
[[nodiscard]] std::unique_ptr<SheetXml> read_sheet_xml(ZipFile& archive, std::string_view path,
                                                       BlankText blank);

/// A name without its namespace prefix. Producers choose prefixes freely, and the namespaces of
/// strict and transitional documents differ, so elements are recognized by their local names.
[[nodiscard]] std::string_view local_name(const char* name);
[[nodiscard]] bool is_element(const pugi::xml_node& node, std::string_view name);
/// The child elements with a local name.
[[nodiscard]] std::vector<pugi::xml_node> child_elements(const pugi::xml_node& parent,
                                                         std::string_view name);
/// The first child element with a local name; null if there is none.
[[nodiscard]] pugi::xml_node child_element(const pugi::xml_node& parent, std::string_view name);
/// The value of the attribute with a local name, except in LibreOffice's namespace `calcext`;
/// empty if there is none.
[[nodiscard]] std::string_view attribute_value(const pugi::xml_node& node, std::string_view name);
/// Whether an attribute is "1" or "true".
[[nodiscard]] bool is_set(const pugi::xml_node& node, std::string_view name);
/// All text right inside an element, not that of elements in it.
[[nodiscard]] std::string element_text(const pugi::xml_node& element);

/// A number, with or without white space around it; nothing for anything else.
[[nodiscard]] std::optional<double> xml_number(std::string_view text);
/// Text without the white space around it.
[[nodiscard]] std::string_view xml_trimmed(std::string_view text);

}    // namespace lmsection
