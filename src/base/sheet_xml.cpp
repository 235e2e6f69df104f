#include "sheet_xml.hpp"

#include "lmsection/base/error.hpp"
#include "lmsection/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstddef>

namespace lmsection {

namespace {

/// Each tag and attribute takes pugixml some 64 bytes, however short it is.
constexpr std::ptrdiff_t most_markup = 2000000;

}    // namespace

std::unique_ptr<SheetXml> read_sheet_xml(ZipFile& archive, std::string_view path, BlankText blank) {
    auto xml = std::make_unique<SheetXml>();
    xml->text = archive.read(path);
    const auto markup = std::count_if(xml->text.begin(), xml->text.end(),
                                      [](char c) { return c == '<' || c == '='; });
    if (markup > most_markup) {
        throw RefusedError{fmt::format("{} has too many cells", archive.name()),
                           "remove what is not needed, or split it"};
    }
    const unsigned blanks = blank == BlankText::kept ? pugi::parse_ws_pcdata
                                                     : pugi::parse_ws_pcdata_single;
    const auto result = xml->document.load_buffer_inplace(
        xml->text.data(), xml->text.size(), pugi::parse_default | pugi::parse_doctype | blanks);
    if (!result) {
        archive.refuse_damaged(fmt::format("{} is not XML", in_quotes(path)));
    }
    for (const pugi::xml_node& node : xml->document.children()) {
        if (node.type() == pugi::node_doctype) {
            archive.refuse_damaged(fmt::format("{} declares a document type", in_quotes(path)));
        }
    }
    return xml;
}

std::string_view local_name(const char* name) {
    const std::string_view whole{name};
    const auto colon = whole.find(':');
    return colon == std::string_view::npos ? whole : whole.substr(colon + 1);
}

bool is_element(const pugi::xml_node& node, std::string_view name) {
    return node.type() == pugi::node_element && local_name(node.name()) == name;
}

pugi::xml_node child_element(const pugi::xml_node& parent, std::string_view name) {
    for (const pugi::xml_node& child : parent.children()) {
        if (is_element(child, name)) {
            return child;
        }
    }
    return {};
}

std::string_view attribute_value(const pugi::xml_node& node, std::string_view name) {
    for (const pugi::xml_attribute& attribute : node.attributes()) {
        if (local_name(attribute.name()) == name &&
            !std::string_view{attribute.name()}.starts_with("calcext:")) {
            return attribute.value();
        }
    }
    return {};
}

bool is_set(const pugi::xml_node& node, std::string_view name) {
    const std::string_view value = attribute_value(node, name);
    return value == "1" || value == "true";
}

std::string element_text(const pugi::xml_node& element) {
    std::string text;
    for (const pugi::xml_node& child : element.children()) {
        if (child.type() == pugi::node_pcdata || child.type() == pugi::node_cdata) {
            text += child.value();
        }
    }
    return text;
}

std::optional<std::int64_t> xml_integer(std::string_view text) {
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc{} && end == text.data() + text.size() ? std::optional{number}
                                                                    : std::nullopt;
}

std::string_view xml_trimmed(std::string_view text) {
    constexpr std::string_view blanks = " \t\r\n";
    const auto first = text.find_first_not_of(blanks);
    return first == std::string_view::npos
               ? std::string_view{}
               : text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

std::optional<double> xml_number(std::string_view text) {
    text = xml_trimmed(text);
    double number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool read = error == std::errc{} && end == text.data() + text.size();
    return read && std::isfinite(number) ? std::optional{number} : std::nullopt;
}

}    // namespace lmsection
