#pragma once

#include <cstddef>
#include <cstdint>

/// What each target defines, and libFuzzer or replay.cpp calls: one execution on one input.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);
