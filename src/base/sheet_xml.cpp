#include "sheet_xml.hpp"

#include "lmsection/base/error.hpp"
#include "lmsection/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
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
    const auto markup = std::ranges::count_if(xml->text,
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

std::vector<pugi::xml_node> child_elements(const pugi::xml_node& parent, std::string_view name) {
    std::vector<pugi::xml_node> found;
    for (const pugi::xml_node& child : parent.children()) {
        if (is_element(child, name)) {
            found.push_back(child);
        }
    }
    return found;
}

pugi::xml_node child_element(const pugi::xml_node& parent, std::string_view name) {
    return parent.find_child([&](const pugi::xml_node& child) { return is_element(child, name); });
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

std::string_view xml_trimmed(std::string_view text) {
    return trimmed(text, " \t\r\n");
}

std::optional<double> xml_number(std::string_view text) {
    const auto number = parse_number<double>(xml_trimmed(text));
    return number && std::isfinite(*number) ? number : std::nullopt;
}

}    // namespace lmsection
