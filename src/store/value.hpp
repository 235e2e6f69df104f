#pragma once

#include "lmsection/store/table.hpp"
#include "query.hpp"

namespace lmsection::store {

void bind_value(Query& query, int parameter, const Value& value);

}    // namespace lmsection::store
