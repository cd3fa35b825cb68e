# calm::torch: libtorch as an imported target of our own. TorchConfig.cmake wants the whole CUDA stack even for the CPU part;
# libtorch_cpu.so and libc10.so link and run without it.
if(NOT CALM_TORCH_ROOT)
  if(DEFINED ENV{XDG_CACHE_HOME})
    set(_calm_cache "$ENV{XDG_CACHE_HOME}")
  else()
    set(_calm_cache "$ENV{HOME}/.cache")
  endif()
  set(CALM_TORCH_ROOT "${_calm_cache}/calm-workbench/torch-2.11.0/torch" CACHE PATH "" FORCE)
endif()
if(NOT EXISTS "${CALM_TORCH_ROOT}/include/ATen/core/Tensor.h" OR NOT EXISTS "${CALM_TORCH_ROOT}/lib/libtorch_cpu.so")
  message(FATAL_ERROR "No libtorch in ${CALM_TORCH_ROOT}. Run packaging/setup.sh, or give -DCALM_TORCH_ROOT=<folder with include/ and lib/>.")
endif()

add_library(calm_torch INTERFACE)
add_library(calm::torch ALIAS calm_torch)
target_include_directories(calm_torch SYSTEM INTERFACE "${CALM_TORCH_ROOT}/include")
target_compile_definitions(calm_torch INTERFACE AT_PER_OPERATOR_HEADERS)
target_link_libraries(calm_torch INTERFACE "${CALM_TORCH_ROOT}/lib/libtorch_cpu.so" "${CALM_TORCH_ROOT}/lib/libc10.so")
# The wheel finds its CUDA runtime through its own rpath; the linker must not ask for it.
target_link_options(calm_torch INTERFACE -Wl,--allow-shlib-undefined "-Wl,-rpath,${CALM_TORCH_ROOT}/lib"
                    -Wl,--disable-new-dtags "-Wl,-rpath-link,${CALM_TORCH_ROOT}/lib")
if(CALM_CUDA)
  # Operators register themselves when the library is loaded, so it must stay although nothing calls it by name.
  target_link_options(calm_torch INTERFACE "-Wl,--no-as-needed,${CALM_TORCH_ROOT}/lib/libtorch_cuda.so,${CALM_TORCH_ROOT}/lib/libc10_cuda.so,--as-needed")
endif()
