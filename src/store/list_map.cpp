#include "lmsection/store/list_map.hpp"

#include "query.hpp"

#include <algorithm>
#include <string_view>

namespace lmsection::store {

namespace {

std::vector<std::string> split_at_commas(std::string_view text) {
    std::vector<std::string> parts;
    for (;;) {
        const auto comma = text.find(',');
        parts.emplace_back(text.substr(0, comma));
        if (comma == std::string_view::npos) {
            return parts;
        }
        text.remove_prefix(comma + 1);
    }
}

/// One side of all columns, joined by commas.
template <class Part>
std::string joined(const ListMap& map, Part part) {
    std::string text;
    for (const auto& column : map.columns) {
        text += (&column == &map.columns.front() ? "" : ",") + column.*part;
    }
    return text;
}

}    // namespace

std::vector<ListMap> list_maps(const Reader& database) {
    Query query{database, "SELECT name, headers, fields FROM list_maps ORDER BY name"};
    std::vector<ListMap> maps;
    while (query.step()) {
        ListMap& map = maps.emplace_back();
        map.name = query.string(0);
        const auto headers = split_at_commas(query.string(1));
        const auto fields = split_at_commas(query.string(2));
        for (std::size_t i = 0; i < std::min(headers.size(), fields.size()); ++i) {
            map.columns.emplace_back(headers[i], fields[i]);
        }
    }
    return maps;
}

bool save_list_map(Writer& database, std::int64_t id, const ListMap& map) {
    if (std::ranges::count(list_maps(database), map) > 0) {
        return false;
    }
    Update{database,
           "INSERT INTO list_maps (id, name, headers, fields) VALUES (?1, ?2, ?3, ?4) "
           "ON CONFLICT (name) DO UPDATE SET headers = ?3, fields = ?4",
           id,
           map.name,
           joined(map, &std::pair<std::string, std::string>::first),
           joined(map, &std::pair<std::string, std::string>::second)}
        .run();
    return true;
}

}    // namespace lmsection::store
