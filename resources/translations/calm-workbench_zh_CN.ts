<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>QAbstractSpinBox</name>
    <message>
        <source>&amp;Select All</source>
        <translation>全选(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Step up</source>
        <translation>升高(&amp;S)</translation>
    </message>
    <message>
        <source>Step &amp;down</source>
        <translation>降低(&amp;D)</translation>
    </message>
</context>
<context>
    <name>QComboBox</name>
    <message>
        <source>Open the combo box selection popup</source>
        <translation>打开组合框弹出选单</translation>
    </message>
</context>
<context>
    <name>QDialog</name>
    <message>
        <source>What&apos;s This?</source>
        <translation>这是什么？</translation>
    </message>
</context>
<context>
    <name>QDialogButtonBox</name>
    <message>
        <source>OK</source>
        <translation>确定</translation>
    </message>
</context>
<context>
    <name>QDockWidget</name>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Closes the dock widget</source>
        <translation>关闭可停靠部件</translation>
    </message>
    <message>
        <source>Float</source>
        <translation>悬浮</translation>
    </message>
    <message>
        <source>Undocks and re-attaches the dock widget</source>
        <translation>悬浮和停靠可停靠部件</translation>
    </message>
</context>
<context>
    <name>QFileDialog</name>
    <message>
        <source>%1
Directory not found.
Please verify the correct directory name was given.</source>
        <translation>%1
目录未找到。
请检查指定的目录名是否正确。</translation>
    </message>
    <message>
        <source>%1
File not found.
Please verify the correct file name was given.</source>
        <translation>%1
文件未找到。
请检查指定的文件名是否正确。</translation>
    </message>
    <message>
        <source>%1 already exists.
Do you want to replace it?</source>
        <translation>%1 已存在。
您想要替换它吗？</translation>
    </message>
    <message>
        <source>&amp;Choose</source>
        <translation>选择(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Delete</source>
        <translation>删除(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;New Folder</source>
        <translation>新建文件夹(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Open</source>
        <translation>打开(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Rename</source>
        <translation>重命名(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>保存(&amp;S)</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is write protected.
Do you want to delete it anyway?</source>
        <translation>“%1”已被写入保护。
您仍然想要删除它吗？</translation>
    </message>
    <message>
        <source>All Files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>Alt+Left</source>
        <translation>Alt+左方向键</translation>
    </message>
    <message>
        <source>Alt+Right</source>
        <translation>Alt+右方向键</translation>
    </message>
    <message>
        <source>Alt+Up</source>
        <translation>Alt+上方向键</translation>
    </message>
    <message>
        <source>Are you sure you want to delete &apos;%1&apos;?</source>
        <translation>您确定要删除“%1”吗？</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>后退</translation>
    </message>
    <message>
        <source>Change to detail view mode</source>
        <translation>更改为详情视图模式</translation>
    </message>
    <message>
        <source>Change to list view mode</source>
        <translation>更改为列表视图模式</translation>
    </message>
    <message>
        <source>Could not delete directory.</source>
        <translation>无法删除目录。</translation>
    </message>
    <message>
        <source>Create New Folder</source>
        <translation>新建文件夹</translation>
    </message>
    <message>
        <source>Create a New Folder</source>
        <translation>新建一个文件夹</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Detail View</source>
        <translation>详情视图</translation>
    </message>
    <message>
        <source>Directories</source>
        <translation>目录</translation>
    </message>
    <message>
        <source>Directory:</source>
        <translation>目录：</translation>
    </message>
    <message>
        <source>File &amp;name:</source>
        <translation>文件名称(&amp;N)：</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Files of type:</source>
        <translation>文件类型：</translation>
    </message>
    <message>
        <source>Find Directory</source>
        <translation>查找目录</translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>前进</translation>
    </message>
    <message>
        <source>Go back</source>
        <translation>后退</translation>
    </message>
    <message>
        <source>Go forward</source>
        <translation>前进</translation>
    </message>
    <message>
        <source>Go to the parent directory</source>
        <translation>转到父目录</translation>
    </message>
    <message>
        <source>List View</source>
        <translation>列表视图</translation>
    </message>
    <message>
        <source>List of places and bookmarks</source>
        <translation>位置和书签列表</translation>
    </message>
    <message>
        <source>Look in:</source>
        <translation>查找范围：</translation>
    </message>
    <message>
        <source>New Folder</source>
        <translation>新建文件夹</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Parent Directory</source>
        <translation>父目录</translation>
    </message>
    <message>
        <source>Recent Places</source>
        <translation>最近位置</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Save As</source>
        <translation>另存为</translation>
    </message>
    <message>
        <source>Show </source>
        <translation>显示 </translation>
    </message>
    <message>
        <source>Show &amp;hidden files</source>
        <translation>显示隐藏文件(&amp;H)</translation>
    </message>
    <message>
        <source>Sidebar</source>
        <translation>侧边栏</translation>
    </message>
</context>
<context>
    <name>QFileSystemModel</name>
    <message>
        <source>Computer</source>
        <translation>计算机</translation>
    </message>
    <message>
        <source>Date Modified</source>
        <translation>修改日期</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>My Computer</source>
        <translation>我的电脑</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>体积</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>类型</translation>
    </message>
</context>
<context>
    <name>QGnomeTheme</name>
    <message>
        <source>&amp;Cancel</source>
        <translation>取消(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>关闭(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;OK</source>
        <translation>确定(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>保存(&amp;S)</translation>
    </message>
    <message>
        <source>Close without Saving</source>
        <translation>关闭且不保存</translation>
    </message>
</context>
<context>
    <name>QLineEdit</name>
    <message>
        <source>&amp;Copy</source>
        <translation>复制(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Paste</source>
        <translation>粘贴(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>重做(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>撤消(&amp;U)</translation>
    </message>
    <message>
        <source>Cu&amp;t</source>
        <translation>剪切(&amp;T)</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Select All</source>
        <translation>全选</translation>
    </message>
</context>
<context>
    <name>QMessageBox</name>
    <message>
        <source>Hide Details...</source>
        <translation>隐藏详情...</translation>
    </message>
    <message>
        <source>Show Details...</source>
        <translation>显示详情...</translation>
    </message>
</context>
<context>
    <name>QPlatformTheme</name>
    <message>
        <source>&amp;No</source>
        <translation>否(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Yes</source>
        <translation>是(&amp;Y)</translation>
    </message>
    <message>
        <source>Abort</source>
        <translation>中止</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>应用</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>丢弃</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>帮助</translation>
    </message>
    <message>
        <source>Ignore</source>
        <translation>忽略</translation>
    </message>
    <message>
        <source>N&amp;o to All</source>
        <translation>全否(&amp;O)</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>确定</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>重置</translation>
    </message>
    <message>
        <source>Restore Defaults</source>
        <translation>恢复默认值</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Save All</source>
        <translation>全部保存</translation>
    </message>
    <message>
        <source>Yes to &amp;All</source>
        <translation>全是(&amp;A)</translation>
    </message>
</context>
<context>
    <name>QScrollBar</name>
    <message>
        <source>Bottom</source>
        <translation>底部</translation>
    </message>
    <message>
        <source>Left edge</source>
        <translation>左边缘</translation>
    </message>
    <message>
        <source>Page down</source>
        <translation>向下翻页</translation>
    </message>
    <message>
        <source>Page left</source>
        <translation>向左翻页</translation>
    </message>
    <message>
        <source>Page right</source>
        <translation>向右翻页</translation>
    </message>
    <message>
        <source>Page up</source>
        <translation>向上翻页</translation>
    </message>
    <message>
        <source>Right edge</source>
        <translation>右边缘</translation>
    </message>
    <message>
        <source>Scroll down</source>
        <translation>向下滚动</translation>
    </message>
    <message>
        <source>Scroll here</source>
        <translation>滚动至此</translation>
    </message>
    <message>
        <source>Scroll left</source>
        <translation>向左滚动</translation>
    </message>
    <message>
        <source>Scroll right</source>
        <translation>向右滚动</translation>
    </message>
    <message>
        <source>Scroll up</source>
        <translation>向上滚动</translation>
    </message>
    <message>
        <source>Top</source>
        <translation>顶端</translation>
    </message>
</context>
<context>
    <name>QShortcut</name>
    <message>
        <source>Alt</source>
        <translation>Alt</translation>
    </message>
    <message>
        <source>Backspace</source>
        <translation>退格</translation>
    </message>
    <message>
        <source>Backtab</source>
        <translation>Backtab</translation>
    </message>
    <message>
        <source>Ctrl</source>
        <translation>Ctrl</translation>
    </message>
    <message>
        <source>Del</source>
        <translation>Del</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Delete</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>下方向</translation>
    </message>
    <message>
        <source>End</source>
        <translation>End</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>回车</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Escape</source>
        <translation>Escape</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>帮助</translation>
    </message>
    <message>
        <source>Home</source>
        <translation>Home</translation>
    </message>
    <message>
        <source>Ins</source>
        <translation>Ins</translation>
    </message>
    <message>
        <source>Insert</source>
        <translation>Insert</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>左方向</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>菜单</translation>
    </message>
    <message>
        <source>Meta</source>
        <translation>Meta</translation>
    </message>
    <message>
        <source>Num</source>
        <translation>Num</translation>
    </message>
    <message>
        <source>Page Down</source>
        <translation>Page Down</translation>
    </message>
    <message>
        <source>Page Up</source>
        <translation>Page Up</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>PgDown</source>
        <translation>PgDown</translation>
    </message>
    <message>
        <source>PgUp</source>
        <translation>PgUp</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>Print</translation>
    </message>
    <message>
        <source>Return</source>
        <translation>回车</translation>
    </message>
    <message>
        <source>Right</source>
        <translation>右方向</translation>
    </message>
    <message>
        <source>Shift</source>
        <translation>Shift</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>空格</translation>
    </message>
    <message>
        <source>Tab</source>
        <translation>Tab</translation>
    </message>
    <message>
        <source>Up</source>
        <translation>上方向</translation>
    </message>
</context>
<context>
    <name>QTabBar</name>
    <message>
        <source>Scroll Left</source>
        <translation>向左滚动</translation>
    </message>
    <message>
        <source>Scroll Right</source>
        <translation>向右滚动</translation>
    </message>
</context>
<context>
    <name>QUndoGroup</name>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Redo %1</source>
        <translation>重做 %1</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Undo %1</source>
        <translation>撤消 %1</translation>
    </message>
</context>
<context>
    <name>QUndoModel</name>
    <message>
        <source>&lt;empty&gt;</source>
        <translation>&lt;空白&gt;</translation>
    </message>
</context>
<context>
    <name>QUndoStack</name>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Redo %1</source>
        <translation>重做 %1</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Undo %1</source>
        <translation>撤消 %1</translation>
    </message>
</context>
<context>
    <name>QWidgetTextControl</name>
    <message>
        <source>&amp;Copy</source>
        <translation>复制(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Paste</source>
        <translation>粘贴(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>重做(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>撤消(&amp;U)</translation>
    </message>
    <message>
        <source>Copy &amp;Link Location</source>
        <translation>复制链接地址(&amp;L)</translation>
    </message>
    <message>
        <source>Cu&amp;t</source>
        <translation>剪切(&amp;T)</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Select All</source>
        <translation>全选</translation>
    </message>
</context>
<context>
    <name>calm::ui</name>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 分钟</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation>%1 分 %2 秒</translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation>%1 小时</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 小时 %2 分</translation>
    </message>
    <message>
        <source>less than a minute left</source>
        <translation>剩余不到一分钟</translation>
    </message>
    <message>
        <source>about %1 min left</source>
        <translation>剩余约 %1 分钟</translation>
    </message>
    <message>
        <source>about %1 h left</source>
        <translation>剩余约 %1 小时</translation>
    </message>
    <message>
        <source>about %1 h %2 min left</source>
        <translation>剩余约 %1 小时 %2 分</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1%</translation>
    </message>
    <message>
        <source>%1 k</source>
        <translation>%1 k</translation>
    </message>
    <message>
        <source>%1 M</source>
        <translation>%1 M</translation>
    </message>
    <message>
        <source>%1 B</source>
        <translation>%1 B</translation>
    </message>
    <message>
        <source>%1 tok/s</source>
        <translation>%1 tok/s</translation>
    </message>
    <message>
        <source>check &quot;Replace what is there&quot;</source>
        <translation>勾选“替换已有内容”</translation>
    </message>
    <message>
        <source>choose compressed-tensors</source>
        <translation>选择 compressed-tensors</translation>
    </message>
    <message>
        <source>choose bfloat16 or float32 as Storage in Set-up</source>
        <translation>在“配置”中将“存储类型”选为 bfloat16 或 float32</translation>
    </message>
    <message>
        <source>Choose another Storage in Set-up</source>
        <translation>请在“配置”中选择其他“存储类型”</translation>
    </message>
    <message>
        <source>with this Storage in Set-up</source>
        <translation>使用“配置”中的此“存储类型”</translation>
    </message>
    <message>
        <source>SQNR</source>
        <translation>SQNR</translation>
    </message>
    <message>
        <source>Cosine</source>
        <translation>余弦</translation>
    </message>
    <message>
        <source>dB</source>
        <translation>dB</translation>
    </message>
    <message>
        <source>Linear CKA</source>
        <translation>线性 CKA</translation>
    </message>
    <message>
        <source>Linear CKA (Kornblith et al. 2019) of the original&apos;s and the candidate&apos;s rows; 1 is alike up to rotation and scale. The paper&apos;s.</source>
        <translation>原模型与候选方法各行的线性 CKA（Kornblith 等，2019）；1 表示除旋转和缩放外完全一致。论文所用指标。</translation>
    </message>
    <message>
        <source>CKA without sinks</source>
        <translation>去除汇聚 token 的 CKA</translation>
    </message>
    <message>
        <source>Linear CKA over the tokens that are no attention sinks: rows of the original whose norm exceeds 10 times the median norm are left out.</source>
        <translation>仅对非注意力汇聚 token 计算的线性 CKA：原模型中范数超过中位范数 10 倍的行不参与计算。</translation>
    </message>
    <message>
        <source>CKA standardised</source>
        <translation>标准化 CKA</translation>
    </message>
    <message>
        <source>Linear CKA of columns with mean 0 and deviation 1, so that no outlier channel decides alone.</source>
        <translation>各列均值为 0、标准差为 1 时的线性 CKA，避免由个别离群通道单独决定结果。</translation>
    </message>
    <message>
        <source>Debiased CKA</source>
        <translation>去偏 CKA</translation>
    </message>
    <message>
        <source>CKA from the unbiased HSIC estimator (Song et al. 2012): not inflated where tokens are few.</source>
        <translation>由无偏 HSIC 估计量（Song 等，2012）得到的 CKA：token 较少时不会偏高。</translation>
    </message>
    <message>
        <source>Signal to quantization noise, 10 log10(||Y||^2 / ||Y - Yq||^2): the relative MSE in decibel.</source>
        <translation>信号与量化噪声之比，10 log10(||Y||^2 / ||Y - Yq||^2)：以分贝表示的相对 MSE。</translation>
    </message>
    <message>
        <source>Cosine between the original&apos;s and the candidate&apos;s row, mean over the tokens.</source>
        <translation>原模型与候选方法对应行之间的余弦，对 token 取平均。</translation>
    </message>
    <message>
        <source>Linear CKA, residual</source>
        <translation>线性 CKA，残差后</translation>
    </message>
    <message>
        <source>Linear CKA at the layer&apos;s output, after the residual, whose stream hides the differences: kept for comparison.</source>
        <translation>该层残差后输出的线性 CKA；残差流会掩盖差异，仅作对照保留。</translation>
    </message>
    <message>
        <source>CKA without sinks, residual</source>
        <translation>去除汇聚 token 的 CKA，残差后</translation>
    </message>
    <message>
        <source>CKA without sinks at the layer&apos;s output, after the residual.</source>
        <translation>该层残差后输出的去除汇聚 token 的 CKA。</translation>
    </message>
    <message>
        <source>CKA standardised, residual</source>
        <translation>标准化 CKA，残差后</translation>
    </message>
    <message>
        <source>CKA of standardised columns at the layer&apos;s output, after the residual.</source>
        <translation>该层残差后输出的列标准化 CKA。</translation>
    </message>
    <message>
        <source>Debiased CKA, residual</source>
        <translation>去偏 CKA，残差后</translation>
    </message>
    <message>
        <source>Debiased CKA at the layer&apos;s output, after the residual.</source>
        <translation>该层残差后输出的去偏 CKA。</translation>
    </message>
    <message>
        <source>SQNR, residual</source>
        <translation>SQNR，残差后</translation>
    </message>
    <message>
        <source>SQNR at the layer&apos;s output, after the residual: what the layers above receive.</source>
        <translation>该层残差后输出的 SQNR：即上层接收到的信号质量。</translation>
    </message>
    <message>
        <source>Cosine, residual</source>
        <translation>余弦，残差后</translation>
    </message>
    <message>
        <source>Token cosine at the layer&apos;s output, after the residual.</source>
        <translation>该层残差后输出的 token 余弦。</translation>
    </message>
    <message>
        <source>KL of the final logits</source>
        <translation>最终 logits 的 KL</translation>
    </message>
    <message>
        <source>nats</source>
        <translation>nat</translation>
    </message>
    <message>
        <source>KL divergence of the next-token distributions from the original&apos;s, with the original layers above the candidate, on the first tokens of the calibration. Dear: runs the layers above for every candidate.</source>
        <translation>候选层之上使用原始各层时，下一 token 分布与原模型的 KL 散度，在校准的前若干 token 上计算。开销大：每个候选都要运行其上的所有层。</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>%1, log(1 − score)</source>
        <translation>%1，log(1 − 得分)</translation>
    </message>
    <message>
        <source>Rounds each weight to the nearest code of its group.</source>
        <translation>将每个权重舍入到其所在组中最近的码值。</translation>
    </message>
    <message>
        <source>Search each group&apos;s clipping ratio for the least output error.</source>
        <translation>为每个分组搜索使输出误差最小的裁剪比例。</translation>
    </message>
    <message>
        <source>Ratios tried by the clipping search.</source>
        <translation>裁剪搜索尝试的比例数。</translation>
    </message>
    <message>
        <source>How far the clipping search goes down.</source>
        <translation>裁剪搜索向下延伸的幅度。</translation>
    </message>
    <message>
        <source>Rounds column by column and corrects the columns to come, by the inverse Hessian.</source>
        <translation>逐列舍入，并用逆 Hessian 矩阵修正后续各列。</translation>
    </message>
    <message>
        <source>Damping, as a share of the Hessian&apos;s mean diagonal.</source>
        <translation>阻尼，以 Hessian 对角线均值的比例表示。</translation>
    </message>
    <message>
        <source>Columns updated together; changes speed, not results.</source>
        <translation>一起更新的列数；只影响速度，不影响结果。</translation>
    </message>
    <message>
        <source>Columns by falling Hessian diagonal; implies static-groups.</source>
        <translation>按 Hessian 对角线从大到小处理各列；隐含 static-groups。</translation>
    </message>
    <message>
        <source>Scales found on the original weights, not on the updated ones.</source>
        <translation>缩放因子取自原始权重，而不是更新后的权重。</translation>
    </message>
    <message>
        <source>How far weights are moved to undo the error that the layers below left in the input (GPTAQ).</source>
        <translation>为抵消下方各层在输入中留下的误差而移动权重的程度（GPTAQ）。</translation>
    </message>
    <message>
        <source>Sweeps of coordinate descent over codes and scales afterwards (QuantEase).</source>
        <translation>之后对码值和缩放因子进行坐标下降的轮数（QuantEase）。</translation>
    </message>
    <message>
        <source>Scales salient input channels up before rounding, by a grid search on the output error.</source>
        <translation>舍入前放大重要的输入通道，按输出误差做网格搜索。</translation>
    </message>
    <message>
        <source>Points of the exponent grid.</source>
        <translation>指数网格的点数。</translation>
    </message>
    <message>
        <source>Divide by the weights&apos; mean magnitude as well (duo scaling).</source>
        <translation>同时除以权重的平均幅值（duo scaling）。</translation>
    </message>
    <message>
        <source>What the grid compares: the linears&apos; own outputs, or the attention&apos;s and the FFN&apos;s on up to 2048 tokens (the official release; slower).</source>
        <translation>网格所比较的内容：各线性层自身的输出，或注意力与 FFN 在至多 2048 个 token 上的输出（与官方实现相同；较慢）。</translation>
    </message>
    <message>
        <source>Fold v -&gt; o under grouped-query attention too, one scale a KV channel.</source>
        <translation>在分组查询注意力（GQA）下也折叠 v -&gt; o，每个 KV 通道一个缩放因子。</translation>
    </message>
    <message>
        <source>Moves the activations&apos; outliers into the weights, by the exponent alpha.</source>
        <translation>按指数 alpha 将激活值的离群值转移到权重中。</translation>
    </message>
    <message>
        <source>How much of the difficulty moves from activations to weights.</source>
        <translation>有多少量化难度从激活值转移到权重。</translation>
    </message>
    <message>
        <source>Learns each weight&apos;s rounding and each group&apos;s clipping by sign gradient descent on the output error.</source>
        <translation>通过对输出误差做符号梯度下降，学习每个权重的舍入和每个分组的裁剪。</translation>
    </message>
    <message>
        <source>Gradient steps a site.</source>
        <translation>每个位置的梯度步数。</translation>
    </message>
    <message>
        <source>First step&apos;s size in codes, falling to nothing; 0: one over the number of steps.</source>
        <translation>第一步的步长（以码值计），逐渐降为零；0 表示步数的倒数。</translation>
    </message>
    <message>
        <source>Where the descent begins: plain scales (the paper), those of the clipping search, or the codes of gptq:act-order:clip:refine=4.</source>
        <translation>下降的起点：普通缩放因子（论文做法）、裁剪搜索所得的缩放因子，或 gptq:act-order:clip:refine=4 的码值。</translation>
    </message>
    <message>
        <source>Learn the rounding only.</source>
        <translation>只学习舍入。</translation>
    </message>
    <message>
        <source>Learns each group&apos;s clipping, and on request the scales of the norm folds, by gradient descent.</source>
        <translation>通过梯度下降学习每个分组的裁剪，并可选择学习折叠到归一化层的缩放因子。</translation>
    </message>
    <message>
        <source>Adam&apos;s step for the clipping strengths.</source>
        <translation>裁剪强度的 Adam 步长。</translation>
    </message>
    <message>
        <source>Where the clipping begins: almost none (the paper), or where the clipping search ends.</source>
        <translation>裁剪的起点：几乎不裁剪（论文做法），或裁剪搜索的终点。</translation>
    </message>
    <message>
        <source>Learn the scales of norm -&gt; q,k,v, norm -&gt; gate,up and up -&gt; down first (equivalent transformation).</source>
        <translation>先学习 norm -&gt; q,k,v、norm -&gt; gate,up 和 up -&gt; down 的缩放因子（等价变换）。</translation>
    </message>
    <message>
        <source>Adam&apos;s step for these scales&apos; logarithms.</source>
        <translation>这些缩放因子对数的 Adam 步长。</translation>
    </message>
    <message>
        <source>Gradient steps for these scales.</source>
        <translation>学习这些缩放因子的梯度步数。</translation>
    </message>
    <message>
        <source>Conditions the Hessian before rounding: compresses its large input channels, merged into the norms.</source>
        <translation>舍入前改善 Hessian 的条件数：压缩其较大的输入通道，并合并到归一化层中。</translation>
    </message>
    <message>
        <source>Strength of the compression, 1 makes the Hessian&apos;s diagonal even; 0: the best of ten by output error.</source>
        <translation>压缩强度，1 使 Hessian 对角线均匀；0 表示按输出误差从十个强度中取最佳。</translation>
    </message>
    <message>
        <source>Small groups with quantized scales and zeros, and the costliest weights kept beside them; not exportable.</source>
        <translation>小分组，缩放和零点本身也被量化；量化代价最大的权重单独保留。无法导出。</translation>
    </message>
    <message>
        <source>Share of the weights that is kept.</source>
        <translation>保留的权重所占比例。</translation>
    </message>
    <message>
        <source>Weights a scale and a zero.</source>
        <translation>每个缩放和零点对应的权重数。</translation>
    </message>
    <message>
        <source>Bits of a scale&apos;s and a zero&apos;s code.</source>
        <translation>缩放和零点的编码位数。</translation>
    </message>
    <message>
        <source>Rows that share their statistics.</source>
        <translation>共享统计量的行数。</translation>
    </message>
    <message>
        <source>The paper&apos;s pool of three.</source>
        <translation>论文的三方法池。</translation>
    </message>
    <message>
        <source>The paper&apos;s pool with five strengths of SmoothQuant.</source>
        <translation>论文的方法池，含五种强度的 SmoothQuant。</translation>
    </message>
    <message>
        <source>Strong</source>
        <translation>强</translation>
    </message>
    <message>
        <source>Clipping, act-order and compositions: what wins end to end.</source>
        <translation>裁剪、act-order 与组合方法：在整个模型上胜出的方法。</translation>
    </message>
    <message>
        <source>Paper</source>
        <translation>论文</translation>
    </message>
    <message>
        <source>Algorithm 1 of CALM exactly: GPTQ, AWQ and SmoothQuant, chosen by linear CKA.</source>
        <translation>严格按照 CALM 的算法 1：GPTQ、AWQ 与 SmoothQuant，按线性 CKA 选择。</translation>
    </message>
    <message>
        <source>Best</source>
        <translation>最佳</translation>
    </message>
    <message>
        <source>Quick</source>
        <translation>快速</translation>
    </message>
    <message>
        <source>Balanced</source>
        <translation>均衡</translation>
    </message>
    <message>
        <source>What gives the best model end to end: a rotated model, strong candidates, chosen by the error that the layers above receive, then scales and norms learned from the original&apos;s answers.</source>
        <translation>在整个模型上效果最好的组合：旋转后的模型、强候选方法，按上方各层所受的误差选择，随后根据原始模型的输出学习缩放因子和归一化权重。</translation>
    </message>
    <message>
        <source>(&quot;Scales exact in float16&quot; in Set-up)</source>
        <translation>（“配置”中的“缩放在 float16 下精确”）</translation>
    </message>
    <message>
        <source>with &quot;Scales exact in float16&quot; in Set-up</source>
        <translation>使用“配置”中的“缩放在 float16 下精确”</translation>
    </message>
    <message>
        <source>Bits a weight; goes to the last stage.</source>
        <translation>每个权重的位数；用于最后一个阶段。</translation>
    </message>
    <message>
        <source>choose &quot;KL of the output&quot; as the loss, which measures what is missing</source>
        <translation>请选择“输出的 KL”作为损失，它会测量缺少的部分</translation>
    </message>
    <message>
        <source>check smaller widths</source>
        <translation>请勾选更小的位宽</translation>
    </message>
    <message>
        <source>only %1 tokens for %2 features: CKA is inflated below 4 x the width (%3 tokens)</source>
        <translation>%2 个特征只有 %1 个 token：低于宽度的 4 倍（%3 个 token）时 CKA 会偏高</translation>
    </message>
    <message>
        <source>%1 inputs are not a multiple of %2: those linears use groups of %3</source>
        <translation>%1 个输入不是 %2 的倍数：这些线性层使用 %3 的分组</translation>
    </message>
    <message>
        <source>code minus zero point needs more than %1 bits: these weights run on the 8-bit kernels, exactly</source>
        <translation>编码减零点需要超过 %1 位：这些权重在 8 位内核上精确运行</translation>
    </message>
    <message>
        <source>code minus zero point does not fit 8 bits: these weights run dequantized, without integer kernels</source>
        <translation>编码减零点超出 8 位：这些权重以反量化形式运行，不使用整数内核</translation>
    </message>
    <message>
        <source>this needs more memory than is free; use fewer or shorter sequences</source>
        <translation>所需内存超过可用内存；请使用更少或更短的序列</translation>
    </message>
    <message>
        <source>this needs more disk space than is free in the session&apos;s folder</source>
        <translation>所需磁盘空间超过会话文件夹的可用空间</translation>
    </message>
    <message>
        <source>Group %1 instead of %2, which does not divide the inputs: %3.</source>
        <translation>分组 %1 代替不能整除输入的 %2：%3。</translation>
    </message>
    <message>
        <source>Stay 16 bit: %1.</source>
        <translation>保持 16 位：%1。</translation>
    </message>
    <message>
        <source>Linears that serving runtimes fuse (q, k, v or gate, up) differ in %1: such a runtime may refuse the model.</source>
        <translation>部署运行时会融合的线性层（q、k、v 或 gate、up）在 %1 中不同：此类运行时可能拒绝该模型。</translation>
    </message>
    <message>
        <source>Bits a weight: %1.</source>
        <translation>每个权重的位数：%1。</translation>
    </message>
    <message>
        <source>Weights of %1 bits: transformers with compressed-tensors 0.19 reads them (older versions pack them differently); vLLM&apos;s kernels take 4 and 8 bits only.</source>
        <translation>%1 位权重：transformers 配合 compressed-tensors 0.19 可以读取（旧版本的打包方式不同）；vLLM 的内核只支持 4 位和 8 位。</translation>
    </message>
    <message>
        <source>Some layers have a method for each part. q, k, v and gate, up share bits and group in every layer, so that runtimes that fuse them can.</source>
        <translation>部分层的各部分使用不同方法。每一层中 q、k、v 以及 gate、up 的位数和分组一致，因此运行时可以融合它们。</translation>
    </message>
    <message>
        <source>Runtimes that fuse q, k, v and gate, up need one scheme for each; it differs at %1.</source>
        <translation>融合 q、k、v 以及 gate、up 的运行时要求各组方案一致；以下位置不同：%1。</translation>
    </message>
    <message>
        <source>Scales and norms are tuned: %1 epochs over %2 tokens; KL to the original %3 -&gt; %4 on held-out text (%5).</source>
        <translation>缩放因子和归一化已微调：%1 轮，%2 个 token；在留出文本（%5）上与原始模型的 KL %3 → %4。</translation>
    </message>
    <message>
        <source>Scales and norms are tuned: %1.</source>
        <translation>缩放因子和归一化已微调：%1。</translation>
    </message>
    <message>
        <source>%1 of %2 layers are stale: their methods were chosen under other choices below them. Recompute to choose them again.</source>
        <translation>%2 层中有 %1 层已过期：其方法是在下方采用其他选择时选定的。请重新计算以再次选择。</translation>
    </message>
    <message>
        <source>Weights are exactly the plan&apos;s. llama.cpp quantizes activations in blocks of 32 (Q8_0) instead of by token, so its logits differ a little.</source>
        <translation>权重与方案完全一致。llama.cpp 以 32 个一块（Q8_0）而非按 token 量化激活，因此其 logits 略有差异。</translation>
    </message>
    <message>
        <source>transformers loads the export as it is; vLLM reads this layout, but it was not run here.</source>
        <translation>transformers 可直接加载导出结果；vLLM 可读取此格式，但未在此处运行。</translation>
    </message>
    <message>
        <source>Layers %1: v -&gt; o not folded: grouped-query attention (option gqa-vo)</source>
        <translation>第 %1 层：v -&gt; o 未折叠：分组查询注意力（选项 gqa-vo）</translation>
    </message>
    <message>
        <source>statistics</source>
        <translation>统计</translation>
    </message>
    <message>
        <source>quantizing</source>
        <translation>量化</translation>
    </message>
    <message>
        <source>scoring</source>
        <translation>评分</translation>
    </message>
    <message>
        <source>embedding</source>
        <translation>嵌入</translation>
    </message>
    <message>
        <source>final norm and head</source>
        <translation>最终归一化和输出头</translation>
    </message>
    <message>
        <source>done</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>reading layer %1 back</source>
        <translation>正在回读第 %1 层</translation>
    </message>
    <message>
        <source>reading embedding and head back</source>
        <translation>正在回读嵌入和输出头</translation>
    </message>
    <message>
        <source>comparing the logits</source>
        <translation>正在比较 logits</translation>
    </message>
    <message>
        <source>replaying the layers below %1</source>
        <translation>正在重放第 %1 层以下的层</translation>
    </message>
    <message>
        <source>quantizing the plan&apos;s layers</source>
        <translation>正在量化方案的各层</translation>
    </message>
    <message>
        <source>the plan&apos;s layers</source>
        <translation>方案的各层</translation>
    </message>
    <message>
        <source>the original&apos;s answers</source>
        <translation>原始模型的输出</translation>
    </message>
    <message>
        <source>the plan as it is</source>
        <translation>当前方案</translation>
    </message>
    <message>
        <source>Hessian traces</source>
        <translation>Hessian 迹</translation>
    </message>
    <message>
        <source>rounding errors at %1 bits</source>
        <translation>%1 位的舍入误差</translation>
    </message>
    <message>
        <source>gain on held-out text: %1</source>
        <translation>留出文本上的收益：%1</translation>
    </message>
    <message>
        <source>divergence and perplexity of %1, %2 windows</source>
        <translation>%1 的散度和困惑度，%2 个窗口</translation>
    </message>
    <message>
        <source>perplexity of %1, %2 windows</source>
        <translation>%1 的困惑度，%2 个窗口</translation>
    </message>
    <message>
        <source>warming up: %1</source>
        <translation>预热：%1</translation>
    </message>
    <message>
        <source>timing: %1</source>
        <translation>计时：%1</translation>
    </message>
    <message>
        <source>layer %1: %2 instead of %3</source>
        <translation>第 %1 层：以 %2 代替 %3</translation>
    </message>
    <message>
        <source>layer %1 of %2: %3</source>
        <translation>第 %1 层，共 %2 层：%3</translation>
    </message>
    <message>
        <source>layer %1 of %2</source>
        <translation>第 %1 层，共 %2 层</translation>
    </message>
    <message>
        <source>%1 = %2</source>
        <translation>%1 = %2</translation>
    </message>
    <message>
        <source>Original</source>
        <translation>原始模型</translation>
    </message>
    <message>
        <source>Hybrid</source>
        <translation>混合</translation>
    </message>
    <message>
        <source>Hybrid before tuning</source>
        <translation>微调前的混合</translation>
    </message>
    <message>
        <source>Hybrid before refinement</source>
        <translation>细化前的混合</translation>
    </message>
    <message>
        <source>%1 everywhere</source>
        <translation>全部使用 %1</translation>
    </message>
    <message>
        <source>Plan by %1</source>
        <translation>按 %1 选出的方案</translation>
    </message>
    <message>
        <source>Random plan, seed %1</source>
        <translation>随机方案，种子 %1</translation>
    </message>
    <message>
        <source>%1 stays 16 bit: no group of 32 channels divides its %2 inputs</source>
        <translation>%1 保持 16 位：32 个通道的分组不能整除其 %2 个输入</translation>
    </message>
    <message>
        <source>%1 stays 16 bit: no group of %2, 64 or 32 divides its %3 inputs</source>
        <translation>%1 保持 16 位：%2、64 或 32 的分组都不能整除其 %3 个输入</translation>
    </message>
    <message>
        <source>%1 stays 16 bit: no group of %2 or 32 divides its %3 inputs</source>
        <translation>%1 保持 16 位：%2 或 32 的分组都不能整除其 %3 个输入</translation>
    </message>
    <message>
        <source>%1 stays 16 bit: no group of %2 divides its %3 inputs</source>
        <translation>%1 保持 16 位：%2 的分组不能整除其 %3 个输入</translation>
    </message>
    <message>
        <source>groups of %1 are no multiple of %2: these weights run dequantized, without integer kernels</source>
        <translation>%1 的分组不是 %2 的倍数：这些权重以反量化形式运行，不使用整数内核</translation>
    </message>
    <message>
        <source>%1: no such file or folder</source>
        <translation>%1：没有这个文件或文件夹</translation>
    </message>
    <message>
        <source>%1: give a model folder (config.json with .safetensors) or a .gguf file</source>
        <translation>%1：需要模型文件夹（config.json 与 .safetensors）或 .gguf 文件</translation>
    </message>
    <message>
        <source>%1: cannot be opened; a model folder needs a config.json</source>
        <translation>%1：无法打开；模型文件夹需要 config.json</translation>
    </message>
    <message>
        <source>%1: not valid JSON: %2</source>
        <translation>%1：不是有效的 JSON：%2</translation>
    </message>
    <message>
        <source>%1 is not valid JSON: %2</source>
        <translation>%1 不是有效的 JSON：%2</translation>
    </message>
    <message>
        <source>%1: not a JSON object</source>
        <translation>%1：不是 JSON 对象</translation>
    </message>
    <message>
        <source>%1: &quot;%2&quot; is missing</source>
        <translation>%1：缺少“%2”</translation>
    </message>
    <message>
        <source>%1: &quot;%2&quot; is not an integer</source>
        <translation>%1：“%2”不是整数</translation>
    </message>
    <message>
        <source>%1: &quot;%2&quot; is not a number</source>
        <translation>%1：“%2”不是数字</translation>
    </message>
    <message>
        <source>%1: &quot;%2&quot; is not a string</source>
        <translation>%1：“%2”不是字符串</translation>
    </message>
    <message>
        <source>%1: &quot;%2&quot; is neither true nor false</source>
        <translation>%1：“%2”既不是 true 也不是 false</translation>
    </message>
    <message>
        <source>%1: &quot;%2&quot; must be a positive integer, is %3</source>
        <translation>%1：“%2”必须是正整数，现为 %3</translation>
    </message>
    <message>
        <source>%1: &quot;%2&quot; is not a multiple of num_attention_heads and there is no head_dim</source>
        <translation>%1：“%2”不是 num_attention_heads 的倍数，又没有 head_dim</translation>
    </message>
    <message>
        <source>%1: num_attention_heads (%2) is not a multiple of num_key_value_heads (%3)</source>
        <translation>%1：num_attention_heads（%2）不是 num_key_value_heads（%3）的倍数</translation>
    </message>
    <message>
        <source>%1: architecture &quot;%2&quot; is not supported; supported are llama (with Mistral), qwen2 and qwen3</source>
        <translation>%1：不支持“%2”架构；支持 llama（含 Mistral）、qwen2 和 qwen3</translation>
    </message>
    <message>
        <source>%1: mixture-of-experts models are not supported</source>
        <translation>%1：不支持混合专家（MoE）模型</translation>
    </message>
    <message>
        <source>%1: partial rotary embeddings are not supported</source>
        <translation>%1：不支持部分旋转位置编码</translation>
    </message>
    <message>
        <source>%1: keys and values of different widths are not supported</source>
        <translation>%1：不支持宽度不同的 key 与 value</translation>
    </message>
    <message>
        <source>%1: rope scaling &quot;%2&quot; is not supported (none, linear and Llama 3&apos;s are)</source>
        <translation>%1：不支持 RoPE 缩放“%2”（支持无缩放、线性缩放和 Llama 3 的缩放）</translation>
    </message>
    <message>
        <source>%1: metadata &quot;%2&quot; is missing</source>
        <translation>%1：元数据缺少“%2”</translation>
    </message>
    <message>
        <source>%1: metadata &quot;%2&quot; must be positive, is %3</source>
        <translation>%1：元数据“%2”必须为正，现为 %3</translation>
    </message>
    <message>
        <source>%1: tensor %2 holds NaN or infinite values; the checkpoint is damaged</source>
        <translation>%1：张量 %2 含有 NaN 或无穷大；该检查点已损坏</translation>
    </message>
    <message>
        <source>%1: tensor %2 should be [%3] by the model&apos;s config</source>
        <translation>%1：按模型配置，张量 %2 应为 [%3]</translation>
    </message>
    <message>
        <source>%1: lm_head.weight is missing and config.json does not tie it to the embedding</source>
        <translation>%1：缺少 lm_head.weight，而 config.json 没有把它与嵌入共享</translation>
    </message>
    <message>
        <source>%1: has no tensor %2. The file is incomplete, or its architecture is not the one its configuration names.</source>
        <translation>%1：没有张量 %2。文件不完整，或其架构与配置所述不符。</translation>
    </message>
    <message>
        <source>%1: this shard is missing, though %2 names it. Download the model again.</source>
        <translation>%1：缺少该分片，但 %2 列出了它。请重新下载模型。</translation>
    </message>
    <message>
        <source>%1: has neither model.safetensors nor model.safetensors.index.json. %2</source>
        <translation>%1：既没有 model.safetensors，也没有 model.safetensors.index.json。%2</translation>
    </message>
    <message>
        <source>%1: dtype %2 is not supported. Convert the model to F32, F16 or BF16 first.</source>
        <translation>%1：不支持数据类型 %2。请先把模型转换为 F32、F16 或 BF16。</translation>
    </message>
    <message>
        <source>%1: ends inside of %2. The file is truncated: fetch it again.</source>
        <translation>%1：在 %2 中途结束。文件被截断：请重新获取。</translation>
    </message>
    <message>
        <source>%1: does not begin with GGUF. This is not a GGUF file.</source>
        <translation>%1：开头不是 GGUF。这不是 GGUF 文件。</translation>
    </message>
    <message>
        <source>%1: is GGUF version %2; versions 2 and 3 are supported. Convert the model again.</source>
        <translation>%1：GGUF 版本为 %2；支持版本 2 和 3。请重新转换模型。</translation>
    </message>
    <message>
        <source>%1: is one of %2 parts of a model. Merge them first, with llama-gguf-split --merge.</source>
        <translation>%1：是模型的 %2 个分卷之一。请先用 llama-gguf-split --merge 合并。</translation>
    </message>
    <message>
        <source>%1: %2 is stored as %3, which is not supported. Use a file in F32, F16, BF16, Q8_0, Q4_0, Q4_1, Q5_0, Q5_1, Q4_K, Q5_K or Q6_K.</source>
        <translation>%1：%2 以 %3 存储，不受支持。请使用 F32、F16、BF16、Q8_0、Q4_0、Q4_1、Q5_0、Q5_1、Q4_K、Q5_K 或 Q6_K 的文件。</translation>
    </message>
    <message>
        <source>%1: cannot be read: %2. Check the path.</source>
        <translation>%1：无法读取：%2。请检查路径。</translation>
    </message>
    <message>
        <source>%1: cannot be read: %2. Check its permissions.</source>
        <translation>%1：无法读取：%2。请检查权限。</translation>
    </message>
    <message>
        <source>%1 cannot be read; check that it exists and its permissions</source>
        <translation>无法读取 %1；请检查它是否存在以及权限</translation>
    </message>
    <message>
        <source>%1 has neither a tokenizer.json nor a tokenizer.model; copy the one that came with the model into it</source>
        <translation>%1 既没有 tokenizer.json 也没有 tokenizer.model；请把模型自带的文件复制进去</translation>
    </message>
    <message>
        <source>this model has no usable tokenizer (%1); give token ids instead of text</source>
        <translation>该模型没有可用的分词器（%1）；请提供 token 编号而不是文本</translation>
    </message>
    <message>
        <source>%1 is quantized already: a rotation needs the original model</source>
        <translation>%1 已经量化：旋转需要原始模型</translation>
    </message>
    <message>
        <source>%1 is quantized already; analyse the original model</source>
        <translation>%1 已经量化；请分析原始模型</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is no UTF-8 text: the byte at offset %2 belongs to no character. Convert it to UTF-8.</source>
        <translation>“%1”不是 UTF-8 文本：偏移 %2 处的字节不属于任何字符。请转换为 UTF-8。</translation>
    </message>
    <message>
        <source>&apos;%1&apos; holds no text.</source>
        <translation>“%1”不含文本。</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is a file of token ids: it has no text.</source>
        <translation>“%1”是 token 编号文件：没有文本。</translation>
    </message>
    <message>
        <source>There is no file &apos;%1&apos;.</source>
        <translation>没有文件“%1”。</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is a folder where a file was expected.</source>
        <translation>“%1”是文件夹，而这里需要文件。</translation>
    </message>
    <message>
        <source>Cannot read &apos;%1&apos;: %2.</source>
        <translation>无法读取“%1”：%2。</translation>
    </message>
    <message>
        <source>%1 not one window of %2; give a longer text or a smaller window</source>
        <translation>%1 不足一个 %2 的窗口；请提供更长的文本或更小的窗口</translation>
    </message>
    <message>
        <source>window %1 of the held-out text shares %2 tokens with what the model was fitted to or chosen by; name another text</source>
        <translation>留出文本的第 %1 个窗口与用于拟合或选择的文本共有 %2 个 token；请换一份文本</translation>
    </message>
    <message>
        <source>%1: the model&apos;s output is not finite on this text</source>
        <translation>%1：模型在此文本上的输出不是有限值</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is no session: it holds no session.json.</source>
        <translation>“%1”不是会话：没有 session.json。</translation>
    </message>
    <message>
        <source>&apos;%1&apos; has version %2; this program reads versions up to %3. Open it with a newer CALM Workbench.</source>
        <translation>“%1”的版本为 %2；本程序最高读取版本 %3。请用更新的 CALM Workbench 打开。</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is damaged: %2 is missing.</source>
        <translation>“%1”已损坏：缺少 %2。</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is damaged: %2 should be %3, found %4.</source>
        <translation>“%1”已损坏：%2 应为 %3，实为 %4。</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is not valid JSON: %2</source>
        <translation>“%1”不是有效的 JSON：%2</translation>
    </message>
    <message>
        <source>Cannot make the session&apos;s folder &apos;%1&apos;: %2.</source>
        <translation>无法创建会话文件夹“%1”：%2。</translation>
    </message>
    <message>
        <source>%1: the session belongs to another model (%2), or that model&apos;s files have changed; choose another session folder</source>
        <translation>%1：该会话属于另一个模型（%2），或该模型的文件已更改；请选择其他会话文件夹</translation>
    </message>
    <message>
        <source>A plan needs a name.</source>
        <translation>方案需要名称。</translation>
    </message>
    <message>
        <source>The plan&apos;s name &apos;%1...&apos; is too long: 80 bytes at most.</source>
        <translation>方案名称“%1...”过长：最多 80 字节。</translation>
    </message>
    <message>
        <source>The plan&apos;s name holds a line break or another control character.</source>
        <translation>方案名称含有换行或其他控制字符。</translation>
    </message>
    <message>
        <source>&apos;current&apos; means the session&apos;s own plan: choose another name.</source>
        <translation>“current”指会话自身的方案：请换一个名称。</translation>
    </message>
    <message>
        <source>the plan does not name a method for every layer; analyse the model to the end, or override the rest</source>
        <translation>方案没有为每一层指定方法；请完成模型分析，或手动指定其余层</translation>
    </message>
    <message>
        <source>The plan does not name a method for every layer: analyse the model to the end, or choose the missing ones by hand.</source>
        <translation>方案没有为每一层指定方法：请完成模型分析，或手动选择缺少的方法。</translation>
    </message>
    <message>
        <source>%1: the plan is not complete; analyse the model to the end first</source>
        <translation>%1：方案不完整；请先完成模型分析</translation>
    </message>
    <message>
        <source>%1: the scales that tuning learned for this plan are missing; tune it again</source>
        <translation>%1：缺少微调为该方案学到的缩放；请重新微调</translation>
    </message>
    <message>
        <source>&apos;%1&apos; was written by a newer version; analyse again.</source>
        <translation>“%1”由更新的版本写入；请重新分析。</translation>
    </message>
    <message>
        <source>method &quot;%1&quot;: %2</source>
        <translation>方法“%1”：%2</translation>
    </message>
    <message>
        <source>pool &quot;%1&quot;: an entry is empty</source>
        <translation>方法池“%1”：有一项为空</translation>
    </message>
    <message>
        <source>pool &quot;%1&quot;: %2 is there twice</source>
        <translation>方法池“%1”：%2 出现了两次</translation>
    </message>
    <message>
        <source>there is no method &quot;%1&quot;; possible: %2</source>
        <translation>没有方法“%1”；可选：%2</translation>
    </message>
    <message>
        <source>%1 has no option &quot;%2&quot;; possible: %3</source>
        <translation>%1 没有选项“%2”；可选：%3</translation>
    </message>
    <message>
        <source>%1: option %2 needs a value: %3</source>
        <translation>%1：选项 %2 需要值：%3</translation>
    </message>
    <message>
        <source>%1: option %2 is given twice</source>
        <translation>%1：选项 %2 给出了两次</translation>
    </message>
    <message>
        <source>%1: option %2 is a flag: give it alone, or =true or =false, not &quot;%3&quot;</source>
        <translation>%1：选项 %2 是开关：单独给出，或加 =true 或 =false，而不是“%3”</translation>
    </message>
    <message>
        <source>%1: option %2 cannot be &quot;%3&quot;; possible: %4</source>
        <translation>%1：选项 %2 不能为“%3”；可选：%4</translation>
    </message>
    <message>
        <source>%1: option %2 needs a whole number, not &quot;%3&quot;</source>
        <translation>%1：选项 %2 需要整数，而不是“%3”</translation>
    </message>
    <message>
        <source>%1: option %2 needs a number, not &quot;%3&quot;</source>
        <translation>%1：选项 %2 需要数字，而不是“%3”</translation>
    </message>
    <message>
        <source>%1: option %2 = %3 is outside [%4, %5]</source>
        <translation>%1：选项 %2 = %3 超出 [%4, %5]</translation>
    </message>
    <message>
        <source>%1 takes no bare number (&quot;%2&quot;)</source>
        <translation>%1 不接受单独的数字（“%2”）</translation>
    </message>
    <message>
        <source>is empty</source>
        <translation>为空</translation>
    </message>
    <message>
        <source>nothing can follow %1, which rounds the weights</source>
        <translation>%1 已对权重舍入，其后不能再接其他方法</translation>
    </message>
    <message>
        <source>option bits goes to the last stage, not to %1</source>
        <translation>选项 bits 属于最后一级，而不是 %1</translation>
    </message>
    <message>
        <source>%1 is there twice</source>
        <translation>%1 出现了两次</translation>
    </message>
    <message>
        <source>%1 has no method; name every linear of the layer</source>
        <translation>%1 没有方法；请为该层的每个线性层指定</translation>
    </message>
    <message>
        <source>the pool is empty: choose at least one method</source>
        <translation>方法池为空：请至少选择一种方法</translation>
    </message>
    <message>
        <source>layer %1: no method of the pool can be applied (%2); choose another metric or more tokens, or decide this layer yourself</source>
        <translation>第 %1 层：方法池中没有可用的方法（%2）；请换用其他指标或更多 token，或自行决定该层</translation>
    </message>
    <message>
        <source>layer %1: no method of the pool can be applied</source>
        <translation>第 %1 层：方法池中没有可用的方法</translation>
    </message>
    <message>
        <source>%1: the Hessian cannot be factored even with damping %2; use more calibration tokens or a larger percdamp</source>
        <translation>%1：即使阻尼为 %2，Hessian 仍无法分解；请使用更多校准 token 或更大的 percdamp</translation>
    </message>
    <message>
        <source>a beam of %1 with granularity %2: blocks are chosen greedily; choose a beam of 1, or single layers</source>
        <translation>束宽 %1 与粒度 %2：块按贪心选择；请选择束宽 1 或单层</translation>
    </message>
    <message>
        <source>a pool of one method leaves nothing to swap</source>
        <translation>只有一种方法的池没有可交换的内容</translation>
    </message>
    <message>
        <source>%1 has %2 windows of %3 tokens that scored no candidate, but %4 tokens take %5; calibrate on a longer text or on fewer sequences, or take a smaller slice</source>
        <translation>%1 有 %2 个 %3 token 的窗口未用于评分，但 %4 个 token 需要 %5 个；请用更长的文本或更少的序列校准，或取更小的片段</translation>
    </message>
    <message>
        <source>tuning: the quantized model&apos;s output is not finite at step %1; a smaller rate may help</source>
        <translation>微调：量化模型在第 %1 步的输出不是有限值；减小步长可能有帮助</translation>
    </message>
    <message>
        <source>no plan of this pool is small enough: the smallest takes %1 bytes, %2 were asked for; add methods of fewer bits to the pool</source>
        <translation>该方法池没有足够小的方案：最小为 %1 字节，要求 %2 字节；请勾选更小的位宽</translation>
    </message>
    <message>
        <source>a file&apos;s size needs methods that can be exported; leave %1 out, or give a budget of bits</source>
        <translation>文件大小预算需要可导出的方法；请去掉 %1，或改用位数预算</translation>
    </message>
    <message>
        <source>choose at least one variant to benchmark</source>
        <translation>请至少选择一个要测评的变体</translation>
    </message>
    <message>
        <source>choose perplexity, divergence, latency or memory</source>
        <translation>请选择困惑度、散度、延迟或内存</translation>
    </message>
    <message>
        <source>the prompt is empty; give at least one token</source>
        <translation>提示为空；请至少给出一个 token</translation>
    </message>
    <message>
        <source>a context of %1 tokens does not fit the cache of %2</source>
        <translation>%1 个 token 的上下文超出 %2 的缓存</translation>
    </message>
    <message>
        <source>%1: an int8 lm_head needs a hidden size that is a multiple of 32, this model&apos;s is %2; leave lm_head as it is stored</source>
        <translation>%1：int8 的 lm_head 需要隐藏维度为 32 的倍数，该模型为 %2；请保留 lm_head 的存储形式</translation>
    </message>
    <message>
        <source>%1: running it needs at least %2 MiB for the weights, but %3 MiB of memory are free; close other programs or take a smaller model</source>
        <translation>%1：运行至少需要 %2 MiB 存放权重，但只有 %3 MiB 空闲内存；请关闭其他程序或使用更小的模型</translation>
    </message>
    <message>
        <source>%1: %2 is no longer what this session was analysed with; put it back as it was, or analyse the model again</source>
        <translation>%1：%2 已不是该会话分析时所用的内容；请恢复原状，或重新分析模型</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is quantized already: export from the original model.</source>
        <translation>“%1”已经量化：请从原始模型导出。</translation>
    </message>
    <message>
        <source>&apos;%1&apos; has no linear that %2 quantizes, so the export would be the model itself. Analyse it with a group that divides its inputs.</source>
        <translation>“%1”没有可由 %2 量化的线性层，导出结果将与原模型相同。请用能整除其输入的分组进行分析。</translation>
    </message>
    <message>
        <source>%1 holds 4 bits a weight; layer %2&apos;s %3 has %4 (%5). Export as compressed-tensors, or choose methods of 4 bits.</source>
        <translation>%1 每个权重为 4 位；第 %2 层的 %3 为 %4 位（%5）。请导出为 compressed-tensors，或选择 4 位的方法。</translation>
    </message>
    <message>
        <source>Tensor %1 has the %2 %3, which float16 does not hold exactly. Analyse again with --float16-scales.</source>
        <translation>张量 %1 的 %2 %3 无法用 float16 精确表示。请勾选“配置”中的“缩放在 float16 下精确”，然后重新分析。</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is not a repository: give ORGANIZATION/NAME, as in HuggingFaceTB/SmolLM2-135M-Instruct</source>
        <translation>“%1”不是仓库：请给出 组织/名称，如 HuggingFaceTB/SmolLM2-135M-Instruct</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is not a revision: give a branch, a tag or a commit</source>
        <translation>“%1”不是修订版：请给出分支、标签或提交</translation>
    </message>
    <message>
        <source>%1 has no file %2</source>
        <translation>%1 没有文件 %2</translation>
    </message>
    <message>
        <source>%1 holds no .safetensors and no .gguf file: such a model cannot be opened</source>
        <translation>%1 既没有 .safetensors 也没有 .gguf 文件：无法打开这样的模型</translation>
    </message>
    <message>
        <source>%1: the download does not match its checksum %2 and was thrown away; try again, or another endpoint</source>
        <translation>%1：下载内容与校验和 %2 不符，已丢弃；请重试，或换用其他端点</translation>
    </message>
    <message>
        <source>%1: %2; %3 of %4 bytes are kept, run it again to go on</source>
        <translation>%1：%2；已保留 %4 字节中的 %3 字节，再次运行即可继续</translation>
    </message>
    <message>
        <source>%1: the download takes %2 bytes, %3 are free; make room, or choose another place with HF_HOME</source>
        <translation>%1：下载需要 %2 字节，空闲 %3 字节；请腾出空间，或用 HF_HOME 选择其他位置</translation>
    </message>
    <message>
        <source>%1: architecture %2 is not supported; supported are %3 and %4</source>
        <translation>%1：不支持架构 %2；支持 %3 和 %4</translation>
    </message>
    <message>
        <source>%1: rope scaling &quot;%2&quot; is not supported (default, linear and llama3 are)</source>
        <translation>%1：不支持 RoPE 缩放“%2”（支持 default、linear 和 llama3）</translation>
    </message>
    <message>
        <source>%1: no linear can be quantized with %2: no group divides its inputs (%3 has %4); choose a group that does</source>
        <translation>%1：没有线性层可用 %2 量化：没有分组能整除其输入（%3 为 %4）；请选择能整除的分组</translation>
    </message>
    <message>
        <source>%1. The file is truncated: fetch it again.</source>
        <translation>%1。文件被截断：请重新获取。</translation>
    </message>
    <message>
        <source>%1. The file is truncated or damaged: fetch it again.</source>
        <translation>%1。文件被截断或已损坏：请重新获取。</translation>
    </message>
    <message>
        <source>%1. This is not a safetensors file.</source>
        <translation>%1。这不是 safetensors 文件。</translation>
    </message>
    <message>
        <source>%1. Free some space, or choose another folder.</source>
        <translation>%1。请腾出空间，或选择其他文件夹。</translation>
    </message>
    <message>
        <source>Give the folder of a Hugging Face model.</source>
        <translation>请给出 Hugging Face 模型的文件夹。</translation>
    </message>
    <message>
        <source>%1: cannot be created: %2</source>
        <translation>%1：无法创建：%2</translation>
    </message>
    <message>
        <source>%1: cannot be written: %2</source>
        <translation>%1：无法写入：%2</translation>
    </message>
    <message>
        <source>%1: cannot make this folder: %2</source>
        <translation>%1：无法创建该文件夹：%2</translation>
    </message>
    <message>
        <source>cannot make the cache folder %1: %2</source>
        <translation>无法创建缓存文件夹 %1：%2</translation>
    </message>
    <message>
        <source>No space left on device</source>
        <translation>设备上没有剩余空间</translation>
    </message>
    <message>
        <source>No such file or directory</source>
        <translation>没有该文件或文件夹</translation>
    </message>
    <message>
        <source>Permission denied</source>
        <translation>权限不足</translation>
    </message>
    <message>
        <source>Not a directory</source>
        <translation>不是文件夹</translation>
    </message>
    <message>
        <source>Is a directory</source>
        <translation>是文件夹</translation>
    </message>
    <message>
        <source>Read-only file system</source>
        <translation>文件系统为只读</translation>
    </message>
    <message>
        <source>File too large</source>
        <translation>文件过大</translation>
    </message>
    <message>
        <source>Disk quota exceeded</source>
        <translation>超出磁盘配额</translation>
    </message>
    <message>
        <source>%1: is %2 bytes long, too short for a safetensors file.</source>
        <translation>%1：长 %2 字节，对 safetensors 文件来说太短。</translation>
    </message>
    <message>
        <source>%1: claims a header of %2 bytes, but only %3 follow</source>
        <translation>%1：声明头部有 %2 字节，但其后只有 %3 字节</translation>
    </message>
    <message>
        <source>%1: claims a header of %2 bytes; at most %3 are allowed</source>
        <translation>%1：声明头部有 %2 字节；最多允许 %3 字节</translation>
    </message>
    <message>
        <source>%1: header does not begin with &apos;{&apos;</source>
        <translation>%1：头部开头不是“{”</translation>
    </message>
    <message>
        <source>%1: tensor %2: data_offsets %3 lie outside of the file, which has %4 data bytes</source>
        <translation>%1：张量 %2：data_offsets %3 超出文件，文件有 %4 个数据字节</translation>
    </message>
    <message>
        <source>%1: tensor %2: data_offsets %3 hold %4 bytes, but %5 takes %6.</source>
        <translation>%1：张量 %2：data_offsets %3 为 %4 字节，而 %5 需要 %6 字节。</translation>
    </message>
    <message>
        <source>%1: tensor %2: unknown dtype %3.</source>
        <translation>%1：张量 %2：未知数据类型 %3。</translation>
    </message>
    <message>
        <source>%1: tensor %2: %3</source>
        <translation>%1：张量 %2：%3</translation>
    </message>
    <message>
        <source>%1: tensor %2 lies outside of the file: it needs %3 bytes at %4 of %5</source>
        <translation>%1：张量 %2 超出文件：需要从 %4 起的 %3 字节，文件共 %5 字节</translation>
    </message>
    <message>
        <source>%1: tensor %2 overlaps tensor %3.</source>
        <translation>%1：张量 %2 与张量 %3 重叠。</translation>
    </message>
    <message>
        <source>%1: tensor %2 is there twice.</source>
        <translation>%1：张量 %2 出现了两次。</translation>
    </message>
    <message>
        <source>%1: tensor %2 is in two shards, %3.</source>
        <translation>%1：张量 %2 出现在两个分片中：%3。</translation>
    </message>
    <message>
        <source>%1: tensor %2 holds integers; floating-point or quantized weights are needed here.</source>
        <translation>%1：张量 %2 为整数；此处需要浮点或量化的权重。</translation>
    </message>
    <message>
        <source>%1: has no tensor %2, though %3 says so.</source>
        <translation>%1：没有张量 %2，但 %3 列出了它。</translation>
    </message>
    <message>
        <source>%1: tensor %2 does not fit the plan&apos;s layer; run calm tune again, or delete the file</source>
        <translation>%1：张量 %2 与方案的层不符；请重新微调，或删除该文件</translation>
    </message>
    <message>
        <source>%1 claims %2 entries, but only %3 bytes follow</source>
        <translation>%1 声明有 %2 项，但其后只有 %3 字节</translation>
    </message>
    <message>
        <source>%1: is a big-endian GGUF file; only little-endian ones are supported.</source>
        <translation>%1：是大端序 GGUF 文件；只支持小端序。</translation>
    </message>
    <message>
        <source>%1: quantization_config: %2. Readable are compressed-tensors&apos; pack-quantized checkpoints with integer weights of 2 to 8 bits in groups or per channel, and dynamic int8 activations per token or none.</source>
        <translation>%1：quantization_config：%2。可读取 compressed-tensors 的 pack-quantized 检查点：2 到 8 位整数权重（按组或按通道），激活为按 token 的动态 int8 或不量化。</translation>
    </message>
    <message>
        <source>quant_method &quot;%1&quot; is not read</source>
        <translation>不支持 quant_method“%1”</translation>
    </message>
    <message>
        <source>format &quot;%1&quot; is not read</source>
        <translation>不支持格式“%1”</translation>
    </message>
    <message>
        <source>weights of %1 bits</source>
        <translation>权重为 %1 位</translation>
    </message>
    <message>
        <source>lm_head is quantized</source>
        <translation>lm_head 已量化</translation>
    </message>
    <message>
        <source>%1 is set, which this version does not read</source>
        <translation>设置了 %1，本版本不支持</translation>
    </message>
    <message>
        <source>%1 is not valid JSON, so its chat template cannot be read; copy it from the model again</source>
        <translation>%1 不是有效的 JSON，无法读取其对话模板；请重新从模型复制</translation>
    </message>
    <message>
        <source>%1 is not a tokenizer.json as this version knows it: %2</source>
        <translation>%1 不是本版本认识的 tokenizer.json：%2</translation>
    </message>
    <message>
        <source>%1 is not a SentencePiece model: %2</source>
        <translation>%1 不是 SentencePiece 模型：%2</translation>
    </message>
    <message>
        <source>%1: the %2 &quot;%3&quot; is not supported by this version</source>
        <translation>%1：本版本不支持 %2“%3”</translation>
    </message>
    <message>
        <source>%1: there is no tokenizer in it (no tokenizer.ggml.model)</source>
        <translation>%1：其中没有分词器（缺少 tokenizer.ggml.model）</translation>
    </message>
    <message>
        <source>&apos;%1&apos; has %2 tokens, that is %3 windows of %4; %5 were asked for. Use a longer text, fewer sequences or a shorter length.</source>
        <translation>“%1”有 %2 个 token，即 %3 个长 %4 的窗口；要求 %5 个。请使用更长的文本、更少的序列或更短的长度。</translation>
    </message>
    <message>
        <source>&apos;%1&apos; has %2 sequences; %3 were asked for.</source>
        <translation>“%1”有 %2 条序列；要求 %3 条。</translation>
    </message>
    <message>
        <source>Sequence %1 of &apos;%2&apos; has %3 ids; %4 were asked for.</source>
        <translation>“%2”的第 %1 条序列有 %3 个编号；要求 %4 个。</translation>
    </message>
    <message>
        <source>Line %1 of &apos;%2&apos; is no object with a &quot;text&quot; string.</source>
        <translation>“%2”第 %1 行不是带有“text”字符串的对象。</translation>
    </message>
    <message>
        <source>Line %1 of &apos;%2&apos; is not valid JSON.</source>
        <translation>“%2”第 %1 行不是有效的 JSON。</translation>
    </message>
    <message>
        <source>token id %1 is outside the vocabulary of %2</source>
        <translation>token 编号 %1 超出大小为 %2 的词表</translation>
    </message>
    <message>
        <source>%1: no session here; analyse the model first</source>
        <translation>%1：这里没有会话；请先分析模型</translation>
    </message>
    <message>
        <source>the session already has a plan &apos;%1&apos;; replace it with --force</source>
        <translation>会话中已有方案“%1”；请勾选“替换已有内容”</translation>
    </message>
    <message>
        <source>the session has no plan &apos;%1&apos;; it has %2</source>
        <translation>会话中没有方案“%1”；已有 %2</translation>
    </message>
    <message>
        <source>The plan &apos;%1&apos; has %2 layers, the model %3.</source>
        <translation>方案“%1”有 %2 层，模型有 %3 层。</translation>
    </message>
    <message>
        <source>%1 exists. Choose another folder, or replace it with --force.</source>
        <translation>%1 已存在。请选择其他文件夹，或勾选“替换已有内容”。</translation>
    </message>
    <message>
        <source>%1 holds %2 bits a weight; this plan has %3.</source>
        <translation>%1 每个权重为 %2 位；该方案为 %3 位。</translation>
    </message>
    <message>
        <source>%1 holds its scales as float16; this plan&apos;s were rounded to %2 when its codes were chosen. Analyse again with scales exact in float16 (calm quantize --format gguf, or --float16-scales).</source>
        <translation>%1 以 float16 存放缩放；该方案的缩放在选择码值时已舍入为 %2。请勾选“配置”中的“缩放在 float16 下精确”，然后重新分析。</translation>
    </message>
    <message>
        <source>%1 holds a scale and the least value of each block as float16; this plan&apos;s scales leave no room for that. Analyse again with scales that do (calm quantize --format gguf, or --float16-scales).</source>
        <translation>%1 以 float16 存放每块的缩放和最小值；该方案的缩放没有为此留出余地。请勾选“配置”中的“缩放在 float16 下精确”，然后重新分析。</translation>
    </message>
    <message>
        <source>Tensor %1 was not rounded to %2 before it was scored. Analyse again with this --dtype.</source>
        <translation>张量 %1 在评分前没有舍入为 %2。请使用“配置”中的此“存储类型”重新分析。</translation>
    </message>
    <message>
        <source>a weight scale does not fit the storage type; choose --dtype bfloat16 or float32</source>
        <translation>有缩放超出存储类型的范围；请在“配置”中将“存储类型”选为 bfloat16 或 float32</translation>
    </message>
    <message>
        <source>Layer %1 (%2) cannot be written as %3, which has no place for SpQR&apos;s outliers and quantized scales. Choose another method there, and at layers %4.</source>
        <translation>第 %1 层（%2）无法写为 %3，该格式没有存放 SpQR 离群值和量化缩放的位置。请在该层及第 %4 层选择其他方法。</translation>
    </message>
    <message>
        <source>Layer %1 (%2) cannot be written as %3, which has no place for SpQR&apos;s outliers and quantized scales. Choose another method there.</source>
        <translation>第 %1 层（%2）无法写为 %3，该格式没有存放 SpQR 离群值和量化缩放的位置。请在该层选择其他方法。</translation>
    </message>
    <message>
        <source>no plan of this pool is small enough: the smallest takes %1 bits a weight with its scales, %2 were asked for; add methods of fewer bits to the pool (--bits 2,3,4,8)</source>
        <translation>该方法池没有足够小的方案：最小的方案连同缩放每个权重需 %1 位，要求 %2 位；请勾选更小的位宽</translation>
    </message>
    <message>
        <source>transform &apos;%1&apos;: %2; choose none, quarot[:no-heads][:orthogonal][:seed=N], quip (that is quarot:orthogonal) or spinquant[:no-heads][:steps=N][:seed=N]</source>
        <translation>变换“%1”：%2；可选 none、quarot[:no-heads][:orthogonal][:seed=N]、quip（即 quarot:orthogonal）或 spinquant[:no-heads][:steps=N][:seed=N]</translation>
    </message>
    <message>
        <source>there is no option &apos;%1&apos;</source>
        <translation>没有选项“%1”</translation>
    </message>
    <message>
        <source>there is no &apos;%1&apos;</source>
        <translation>没有“%1”</translation>
    </message>
    <message>
        <source>the seed must be a whole number</source>
        <translation>种子必须是整数</translation>
    </message>
    <message>
        <source>steps must be from %1 to %2</source>
        <translation>步数必须在 %1 到 %2 之间</translation>
    </message>
    <message>
        <source>tuning takes at least one epoch, batches of at least one sequence, and a rate above 0 and up to 0.1</source>
        <translation>微调至少需要一个轮次、每批至少一条序列，以及大于 0 且不超过 0.1 的步长</translation>
    </message>
    <message>
        <source>an int8 lm_head runs on the kernels only; leave it out, or use --device cpu --arithmetic kernels</source>
        <translation>int8 的 lm_head 只能在内核上运行；请不用它，或在 CPU 上使用内核计算</translation>
    </message>
    <message>
        <source>device &quot;%1&quot;: this build has no CUDA kernels; use cpu, or build with CALM_CUDA=ON</source>
        <translation>设备“%1”：此程序没有 CUDA 内核；请使用 cpu，或以 CALM_CUDA=ON 构建</translation>
    </message>
    <message>
        <source>device &quot;%1&quot; is not there: this build or this machine has no CUDA device; use cpu</source>
        <translation>设备“%1”不存在：此程序或此机器没有 CUDA 设备；请使用 cpu</translation>
    </message>
    <message>
        <source>the layer&apos;s outputs are not finite</source>
        <translation>该层的输出不是有限值</translation>
    </message>
    <message>
        <source>Stopped on request.</source>
        <translation>已按要求停止。</translation>
    </message>
    <message>
        <source>%1 holds no safetensors; name one of its .gguf files (--file): %2</source>
        <translation>%1 没有 safetensors；请指定其中一个 .gguf 文件：%2</translation>
    </message>
    <message>
        <source>%1 has no revision &apos;%2&apos; (HTTP %3)</source>
        <translation>%1 没有修订版“%2”（HTTP %3）</translation>
    </message>
    <message>
        <source>%1 (revision %2) is not in the cache %3, and the network is not to be used (--offline or HF_HUB_OFFLINE): download it once online</source>
        <translation>%1（修订版 %2）不在缓存 %3 中，且不允许使用网络（HF_HUB_OFFLINE）：请联网下载一次</translation>
    </message>
    <message>
        <source>access to %1 is refused: ask for access on %2, and set HF_TOKEN to an access token, or put one into HF_HOME/token (HTTP %3)</source>
        <translation>对 %1 的访问被拒绝：请在 %2 申请访问权限，并将 HF_TOKEN 设为访问令牌，或将其放入 HF_HOME/token（HTTP %3）</translation>
    </message>
    <message>
        <source>%1 is gated: ask for access on %2 with your account, then set HF_TOKEN to an access token, or put one into HF_HOME/token (HTTP %3)</source>
        <translation>%1 受访问限制：请用你的账户在 %2 申请访问权限，然后将 HF_TOKEN 设为访问令牌，或将其放入 HF_HOME/token（HTTP %3）</translation>
    </message>
    <message>
        <source>%1 is private, or does not exist on %2: check the name, and set HF_TOKEN to an access token, or put one into HF_HOME/token (HTTP %3)</source>
        <translation>%1 是私有的，或在 %2 上不存在：请检查名称，并将 HF_TOKEN 设为访问令牌，或将其放入 HF_HOME/token（HTTP %3）</translation>
    </message>
    <message>
        <source>there is no %1 with revision &apos;%2&apos; on %3: check the name and the revision (HTTP %4)</source>
        <translation>%3 上没有修订版为“%2”的 %1：请检查名称和修订版（HTTP %4）</translation>
    </message>
    <message>
        <source>%1: the answer is not JSON; is the endpoint a Hugging Face hub?</source>
        <translation>%1：应答不是 JSON；该端点是 Hugging Face hub 吗？</translation>
    </message>
    <message>
        <source>%1: the file name &apos;%2&apos; leads out of the repository; nothing was written</source>
        <translation>%1：文件名“%2”指向仓库之外；没有写入任何内容</translation>
    </message>
    <message>
        <source>%1: the server sends more than the %2 bytes that it announced</source>
        <translation>%1：服务器发送的字节多于其声明的 %2 字节</translation>
    </message>
    <message>
        <source>temperature must be 0 (greedy) or positive</source>
        <translation>温度必须为 0（贪心）或正数</translation>
    </message>
    <message>
        <source>top-k must be 0 (all) or positive</source>
        <translation>top-k 必须为 0（全部）或正数</translation>
    </message>
    <message>
        <source>top-p must be in (0, 1]</source>
        <translation>top-p 必须在 (0, 1] 内</translation>
    </message>
    <message>
        <source>an object</source>
        <translation>对象</translation>
    </message>
    <message>
        <source>an array</source>
        <translation>数组</translation>
    </message>
    <message>
        <source>a string</source>
        <translation>字符串</translation>
    </message>
    <message>
        <source>true or false</source>
        <translation>true 或 false</translation>
    </message>
    <message>
        <source>a number or null</source>
        <translation>数字或 null</translation>
    </message>
    <message>
        <source>an integer</source>
        <translation>整数</translation>
    </message>
    <message>
        <source>an integer from %1 up to %2</source>
        <translation>%1 到 %2 的整数</translation>
    </message>
    <message>
        <source>an integer from %1</source>
        <translation>不小于 %1 的整数</translation>
    </message>
    <message>
        <source>%1: %2 rows, in %3.csv and on the HTML page.</source>
        <translation>%1：%2 行，见 %3.csv 和 HTML 页面。</translation>
    </message>
    <message>
        <source>Setup</source>
        <translation>配置</translation>
    </message>
    <message>
        <source>Set-up</source>
        <translation>配置</translation>
    </message>
    <message>
        <source>Scores</source>
        <translation>得分</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>方案</translation>
    </message>
    <message>
        <source>Proof on held-out text</source>
        <translation>在留出文本上的验证</translation>
    </message>
    <message>
        <source>Proof</source>
        <translation>验证</translation>
    </message>
    <message>
        <source>Benchmarks</source>
        <translation>基准测试</translation>
    </message>
    <message>
        <source>Weight errors</source>
        <translation>权重误差</translation>
    </message>
    <message>
        <source>Restoration</source>
        <translation>还原</translation>
    </message>
    <message>
        <source>Similarity of the layers</source>
        <translation>各层相似度</translation>
    </message>
    <message>
        <source>Similarity of the layers of the original</source>
        <translation>原模型各层的相似度</translation>
    </message>
    <message>
        <source>Similarity of the layers of the quantized model</source>
        <translation>量化模型各层的相似度</translation>
    </message>
    <message>
        <source>Distributions of weights and activations</source>
        <translation>权重与激活的分布</translation>
    </message>
    <message>
        <source>Perplexity</source>
        <translation>困惑度</translation>
    </message>
    <message>
        <source>Speed and memory</source>
        <translation>速度与内存</translation>
    </message>
    <message>
        <source>Kept plans</source>
        <translation>保留的方案</translation>
    </message>
    <message>
        <source>Histograms</source>
        <translation>直方图</translation>
    </message>
    <message>
        <source>Whether a statistic goes with the method that was chosen</source>
        <translation>统计量与所选方法是否相关</translation>
    </message>
    <message>
        <source>Methods by layers</source>
        <translation>方法与层</translation>
    </message>
    <message>
        <source>Scores over the layers</source>
        <translation>各层得分</translation>
    </message>
    <message>
        <source>Method of every layer</source>
        <translation>每层的方法</translation>
    </message>
    <message>
        <source>The hybrid against each variant</source>
        <translation>混合方案与各变体对比</translation>
    </message>
    <message>
        <source>Restoration matrices</source>
        <translation>还原矩阵</translation>
    </message>
    <message>
        <source>Scores of every method at every layer</source>
        <translation>每种方法在每一层的得分</translation>
    </message>
    <message>
        <source>Score of each method over the layers</source>
        <translation>各方法在各层的得分</translation>
    </message>
    <message>
        <source>Weight error of each linear at every layer</source>
        <translation>每层各线性层的权重误差</translation>
    </message>
    <message>
        <source>Restoration over the layers</source>
        <translation>各层的还原</translation>
    </message>
    <message>
        <source>Kurtosis of the activations</source>
        <translation>激活的峰度</translation>
    </message>
    <message>
        <source>Kurtosis of the weights</source>
        <translation>权重的峰度</translation>
    </message>
    <message>
        <source>Largest activation over the median</source>
        <translation>最大激活与中位数之比</translation>
    </message>
    <message>
        <source>|M - I| of the layers furthest from the identity</source>
        <translation>距单位阵最远各层的 |M - I|</translation>
    </message>
    <message>
        <source>Methods by layers; the plan&apos;s choice is outlined, stale scores are pale.</source>
        <translation>方法与层；方案的选择带边框，过期得分颜色较淡。</translation>
    </message>
    <message>
        <source>The same scores as curves.</source>
        <translation>同样的得分，以曲线显示。</translation>
    </message>
    <message>
        <source>Nothing was scored yet.</source>
        <translation>尚未得分。</translation>
    </message>
    <message>
        <source>The hybrid against each variant, with 95 % intervals.</source>
        <translation>混合方案与各变体对比，附 95 % 区间。</translation>
    </message>
    <message>
        <source>The hybrid&apos;s KL minus each variant&apos;s, with 95 % intervals</source>
        <translation>混合方案的 KL 减去各变体的 KL，附 95 % 区间</translation>
    </message>
    <message>
        <source>KL of the hybrid minus KL of the variant, nats a token: left of zero the hybrid is better</source>
        <translation>混合方案的 KL 减去变体的 KL，每 token nat：零点左侧表示混合方案更好</translation>
    </message>
    <message>
        <source>The method of every layer.</source>
        <translation>每层的方法。</translation>
    </message>
    <message>
        <source>The method of every layer, in this plan and in those kept.</source>
        <translation>每层的方法：本方案与保留的方案。</translation>
    </message>
    <message>
        <source>How far the plan&apos;s weights are from the original&apos;s; bright is far.</source>
        <translation>方案的权重与原模型权重的距离；越亮越远。</translation>
    </message>
    <message>
        <source>Kurtosis of what each linear takes in, logarithmic; 3 is a normal distribution.</source>
        <translation>各线性层输入的峰度，对数坐标；3 为正态分布。</translation>
    </message>
    <message>
        <source>Largest |x| over the median |x| of what each linear takes in, logarithmic.</source>
        <translation>各线性层输入的最大 |x| 与 |x| 中位数之比，对数坐标。</translation>
    </message>
    <message>
        <source>Kurtosis of each linear&apos;s weights, logarithmic.</source>
        <translation>各线性层权重的峰度，对数坐标。</translation>
    </message>
    <message>
        <source>Logarithmic.</source>
        <translation>对数坐标。</translation>
    </message>
    <message>
        <source>|M - I| of the layers whose M is furthest from the identity, with that distance; colours by the square root.</source>
        <translation>M 距单位阵最远各层的 |M - I| 及其距离；颜色按平方根。</translation>
    </message>
    <message>
        <source>M is the matrix that turns a quantized layer&apos;s output back into the original&apos;s as well as any matrix can. Its distance from the identity says how much there is to restore; the errors, on tokens that M was not fitted to, say whether it helps.</source>
        <translation>M 是把量化层的输出尽可能还原为原模型输出的矩阵。它与单位阵的距离说明有多少需要还原；在未用于拟合 M 的 token 上的误差说明它是否有用。</translation>
    </message>
    <message>
        <source>Computed for another plan or set-up than the present one.</source>
        <translation>所用方案或配置与当前不同。</translation>
    </message>
    <message>
        <source>Computed for another set-up than the present one.</source>
        <translation>所用配置与当前不同。</translation>
    </message>
    <message>
        <source>%1; 95 % intervals from a paired bootstrap over the windows.</source>
        <translation>%1；95 % 区间来自对窗口的配对自助法。</translation>
    </message>
    <message>
        <source>95 % intervals from a paired bootstrap over the windows.</source>
        <translation>95 % 区间来自对窗口的配对自助法。</translation>
    </message>
    <message>
        <source>Medians over the repeats; spread: (largest - smallest) / median.</source>
        <translation>各次重复的中位数；离散度：(最大 - 最小) / 中位数。</translation>
    </message>
    <message>
        <source>Score: %1; margin: how much better than the best other method of the pool. Bits and size: of the layer&apos;s linears with everything stored for them, scales, zero points and outliers.</source>
        <translation>得分：%1；领先幅度：比方法池中次优方法好多少。位数与大小：该层线性层及其全部存储内容，含缩放、零点和离群值。</translation>
    </message>
    <message>
        <source>Score: %1; margin: how much better than the best other method of the pool.</source>
        <translation>得分：%1；领先幅度：比方法池中次优方法好多少。</translation>
    </message>
    <message>
        <source>%1 of each method under the plan&apos;s choices below; empty where it was not scored or is not applicable.</source>
        <translation>在方案对下方各层的选择下每种方法的%1；未得分或不适用处为空。</translation>
    </message>
    <message>
        <source>Kurtosis of a normal distribution: 3.</source>
        <translation>正态分布的峰度：3。</translation>
    </message>
    <message>
        <source>Equal bins from the least to the largest value.</source>
        <translation>从最小值到最大值等宽分箱。</translation>
    </message>
    <message>
        <source>Correlation ratio of the statistic&apos;s ranks, grouped by chosen method; p: the share of random reassignments of the choices that reach it. Many rows are tested: some small p are chance.</source>
        <translation>按所选方法分组的统计量秩的相关比；p：随机重新分配选择而达到该值的比例。检验的行很多：部分较小的 p 属偶然。</translation>
    </message>
    <message>
        <source>Relative Frobenius error of each linear&apos;s weights, scales of rows and columns fitted.</source>
        <translation>各线性层权重的相对 Frobenius 误差，行列缩放已拟合。</translation>
    </message>
    <message>
        <source>Distance: ||M - I|| / ||I||; errors: ||X - X_q||^2 / ||X||^2.</source>
        <translation>距离：||M - I|| / ||I||；误差：||X - X_q||^2 / ||X||^2。</translation>
    </message>
    <message>
        <source>Linear CKA between the hidden states of the original (0: the embedding, i: the output of layer i - 1), %1 tokens. Fewer than 4 tokens a dimension: values are too high.</source>
        <translation>原模型隐藏状态之间的线性 CKA（0：嵌入，i：第 i - 1 层的输出），%1 个 token。每维不足 4 个 token：数值偏高。</translation>
    </message>
    <message>
        <source>Linear CKA between the hidden states of the original (0: the embedding, i: the output of layer i - 1), %1 tokens.</source>
        <translation>原模型隐藏状态之间的线性 CKA（0：嵌入，i：第 i - 1 层的输出），%1 个 token。</translation>
    </message>
    <message>
        <source>Linear CKA between the hidden states of the quantized model (0: the embedding, i: the output of layer i - 1), %1 tokens. Fewer than 4 tokens a dimension: values are too high.</source>
        <translation>量化模型隐藏状态之间的线性 CKA（0：嵌入，i：第 i - 1 层的输出），%1 个 token。每维不足 4 个 token：数值偏高。</translation>
    </message>
    <message>
        <source>Linear CKA between the hidden states of the quantized model (0: the embedding, i: the output of layer i - 1), %1 tokens.</source>
        <translation>量化模型隐藏状态之间的线性 CKA（0：嵌入，i：第 i - 1 层的输出），%1 个 token。</translation>
    </message>
    <message>
        <source>Method by layer, chosen by %1. %2</source>
        <translation>逐层方法，按 %1 选择。%2</translation>
    </message>
    <message>
        <source>%1 bits a weight on average in the decoder&apos;s linears (%2). They take %3; the whole model about %4, %5 of the original&apos;s %6.</source>
        <translation>解码器线性层平均每个权重 %1 位（%2）。它们占 %3；整个模型约 %4，为原模型 %6 的 %5。</translation>
    </message>
    <message>
        <source>%1 bits a weight on average in the decoder&apos;s linears (%2). They take %3; the whole model about %4.</source>
        <translation>解码器线性层平均每个权重 %1 位（%2）。它们占 %3；整个模型约 %4。</translation>
    </message>
    <message>
        <source>codes %1, scales %2, zero points %3, outliers %4, linears that are not quantized %5</source>
        <translation>码值 %1，缩放 %2，零点 %3，离群值 %4，未量化的线性层 %5</translation>
    </message>
    <message>
        <source>codes %1, scales %2, zero points %3, outliers %4</source>
        <translation>码值 %1，缩放 %2，零点 %3，离群值 %4</translation>
    </message>
    <message>
        <source>codes %1, scales %2, zero points %3</source>
        <translation>码值 %1，缩放 %2，零点 %3</translation>
    </message>
    <message>
        <source>codes %1, scales %2, outliers %3</source>
        <translation>码值 %1，缩放 %2，离群值 %3</translation>
    </message>
    <message>
        <source>codes %1, scales %2, linears that are not quantized %3</source>
        <translation>码值 %1，缩放 %2，未量化的线性层 %3</translation>
    </message>
    <message>
        <source>codes %1, scales %2</source>
        <translation>码值 %1，缩放 %2</translation>
    </message>
    <message>
        <source>The choice of methods alone: %1.</source>
        <translation>仅就方法选择而言：%1。</translation>
    </message>
    <message>
        <source>The uniform plan wins: use %1 (%2).</source>
        <translation>统一方案胜出：请使用 %1（%2）。</translation>
    </message>
    <message>
        <source>So nothing speaks against the simpler plan, %1 (%2).</source>
        <translation>因此没有理由不用更简单的方案 %1（%2）。</translation>
    </message>
    <message>
        <source>The search chose %1 for every layer: the hybrid is that uniform plan.</source>
        <translation>搜索为每一层都选了 %1：混合方案即该统一方案。</translation>
    </message>
    <message>
        <source>It is better than %1 of %2 random plans beyond noise.</source>
        <translation>它优于 %2 个随机方案中的 %1 个，超出噪声。</translation>
    </message>
    <message>
        <source>%1 is better than %2 by %3 nats of %4 a token (95 % interval %5)</source>
        <translation>%1 优于 %2：每 token %4 低 %3 nat（95 % 区间 %5）</translation>
    </message>
    <message>
        <source>%1 is worse than %2 by %3 nats of %4 a token (95 % interval %5)</source>
        <translation>%1 劣于 %2：每 token %4 高 %3 nat（95 % 区间 %5）</translation>
    </message>
    <message>
        <source>%1 and %2 cannot be told apart from noise: they differ by %3 nats of %4 a token (95 % interval %5)</source>
        <translation>%1 与 %2 的差异无法与噪声区分：每 token %4 相差 %3 nat（95 % 区间 %5）</translation>
    </message>
    <message>
        <source>%1 and %2 differ by %3 nats of %4 a token, but %5 window says nothing about the noise: measure at least %6</source>
        <translation>%1 与 %2 每 token %4 相差 %3 nat，但 %5 个窗口不足以说明噪声：请至少测量 %6 个</translation>
    </message>
    <message>
        <source>%1 and %2 differ by %3 nats of %4 a token, but %5 windows say nothing about the noise: measure at least %6</source>
        <translation>%1 与 %2 每 token %4 相差 %3 nat，但 %5 个窗口不足以说明噪声：请至少测量 %6 个</translation>
    </message>
    <message>
        <source>The hybrid</source>
        <translation>混合方案</translation>
    </message>
    <message>
        <source>The tuned hybrid</source>
        <translation>微调后的混合方案</translation>
    </message>
    <message>
        <source>the same before tuning</source>
        <translation>微调前的同一方案</translation>
    </message>
    <message>
        <source>the hybrid before tuning</source>
        <translation>微调前的混合方案</translation>
    </message>
    <message>
        <source>KL</source>
        <translation>KL</translation>
    </message>
    <message>
        <source>negative log-likelihood</source>
        <translation>负对数似然</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>层</translation>
    </message>
    <message>
        <source>Fingerprint</source>
        <translation>指纹</translation>
    </message>
    <message>
        <source>Calibration</source>
        <translation>校准</translation>
    </message>
    <message>
        <source>Scheme</source>
        <translation>方案格式</translation>
    </message>
    <message>
        <source>Transform</source>
        <translation>变换</translation>
    </message>
    <message>
        <source>Metric</source>
        <translation>指标</translation>
    </message>
    <message>
        <source>A method for each</source>
        <translation>方法粒度</translation>
    </message>
    <message>
        <source>Pool</source>
        <translation>方法池</translation>
    </message>
    <message>
        <source>Tuning</source>
        <translation>微调</translation>
    </message>
    <message>
        <source>Host</source>
        <translation>主机</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Made by</source>
        <translation>生成工具</translation>
    </message>
    <message>
        <source>bundled text, %1 x %2 tokens, seed %3</source>
        <translation>内置文本，%1 x %2 个 token，种子 %3</translation>
    </message>
    <message>
        <source>%1, %2 x %3 tokens, seed %4</source>
        <translation>%1，%2 x %3 个 token，种子 %4</translation>
    </message>
    <message>
        <source>%1, %2 x %3 tokens</source>
        <translation>%1，%2 x %3 个 token</translation>
    </message>
    <message>
        <source>bundled text, seed %1</source>
        <translation>内置文本，种子 %1</translation>
    </message>
    <message>
        <source>%1, symmetric, per channel, stored as %2</source>
        <translation>%1，对称，按通道，存储为 %2</translation>
    </message>
    <message>
        <source>%1, symmetric, group %2, stored as %3</source>
        <translation>%1，对称，分组 %2，存储为 %3</translation>
    </message>
    <message>
        <source>%1, asymmetric, per channel, stored as %2</source>
        <translation>%1，非对称，按通道，存储为 %2</translation>
    </message>
    <message>
        <source>%1, asymmetric, group %2, stored as %3</source>
        <translation>%1，非对称，分组 %2，存储为 %3</translation>
    </message>
    <message>
        <source>%1, scales exact in float16</source>
        <translation>%1，缩放在 float16 下精确</translation>
    </message>
    <message>
        <source>layer</source>
        <translation>层</translation>
    </message>
    <message>
        <source>submodule</source>
        <translation>子模块</translation>
    </message>
    <message>
        <source>site</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>linear</source>
        <translation>线性层</translation>
    </message>
    <message>
        <source>%1 epochs over %2 tokens; KL to the original %3 -&gt; %4 on held-out text (%5): a loss, so not used</source>
        <translation>%1 轮，%2 个 token；留出文本（%5）上与原模型的 KL %3 -&gt; %4：变差，未采用</translation>
    </message>
    <message>
        <source>%1 epochs over %2 tokens; KL to the original %3 -&gt; %4 on held-out text (%5)</source>
        <translation>%1 轮，%2 个 token；留出文本（%5）上与原模型的 KL %3 -&gt; %4</translation>
    </message>
    <message>
        <source>%1 epoch over %2 tokens; KL to the original %3 -&gt; %4 on held-out text (%5)</source>
        <translation>%1 轮，%2 个 token；留出文本（%5）上与原模型的 KL %3 -&gt; %4</translation>
    </message>
    <message>
        <source>%1 epochs over %2 tokens; KL to the original %3 in the first epoch, %4 in the last; not measured on held-out text</source>
        <translation>%1 轮，%2 个 token；与原模型的 KL 首轮 %3，末轮 %4；未在留出文本上测量</translation>
    </message>
    <message>
        <source>%1 epoch over %2 tokens; KL to the original %3 in the first epoch, %4 in the last; not measured on held-out text</source>
        <translation>%1 轮，%2 个 token；与原模型的 KL 首轮 %3，末轮 %4；未在留出文本上测量</translation>
    </message>
    <message>
        <source>bundled evaluation text, %1 windows of %2 tokens</source>
        <translation>内置评估文本，%1 个 %2 token 的窗口</translation>
    </message>
    <message>
        <source>%1, %2 windows of %3 tokens</source>
        <translation>%1，%2 个 %3 token 的窗口</translation>
    </message>
    <message>
        <source>%1, %2 windows of the token file</source>
        <translation>%1，token 文件的 %2 个窗口</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>层</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>方法</translation>
    </message>
    <message>
        <source>Methods</source>
        <translation>方法</translation>
    </message>
    <message>
        <source>Specification</source>
        <translation>规格</translation>
    </message>
    <message>
        <source>Decided by</source>
        <translation>决定方式</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>得分</translation>
    </message>
    <message>
        <source>Margin</source>
        <translation>领先幅度</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Bits a weight</source>
        <translation>每权重位数</translation>
    </message>
    <message>
        <source>Size, MiB</source>
        <translation>大小（MiB）</translation>
    </message>
    <message>
        <source>Overrides</source>
        <translation>手动指定</translation>
    </message>
    <message>
        <source>Layers unlike the current plan</source>
        <translation>与当前方案不同的层</translation>
    </message>
    <message>
        <source>Kept on</source>
        <translation>保留日期</translation>
    </message>
    <message>
        <source>Current plan</source>
        <translation>当前方案</translation>
    </message>
    <message>
        <source>Variant</source>
        <translation>变体</translation>
    </message>
    <message>
        <source>KL to the original, nats</source>
        <translation>与原模型的 KL（nat）</translation>
    </message>
    <message>
        <source>Same top token, %</source>
        <translation>首选 token 相同（%）</translation>
    </message>
    <message>
        <source>Hybrid&apos;s KL minus this</source>
        <translation>混合方案的 KL 减此项</translation>
    </message>
    <message>
        <source>Hybrid&apos;s NLL minus this</source>
        <translation>混合方案的 NLL 减此项</translation>
    </message>
    <message>
        <source>95 % from</source>
        <translation>95 % 从</translation>
    </message>
    <message>
        <source>to</source>
        <translation>到</translation>
    </message>
    <message>
        <source>NLL, nats a token</source>
        <translation>NLL（每 token nat）</translation>
    </message>
    <message>
        <source>NLL minus the original&apos;s</source>
        <translation>NLL 减原模型的</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Prefill, tokens/s</source>
        <translation>预填充（token/s）</translation>
    </message>
    <message>
        <source>Decode, tokens/s</source>
        <translation>解码（token/s）</translation>
    </message>
    <message>
        <source>Spread, %</source>
        <translation>离散度（%）</translation>
    </message>
    <message>
        <source>First token, s</source>
        <translation>首个 token（s）</translation>
    </message>
    <message>
        <source>Peak memory, MB</source>
        <translation>峰值内存（MB）</translation>
    </message>
    <message>
        <source>Weights, MB</source>
        <translation>权重（MB）</translation>
    </message>
    <message>
        <source>Threads</source>
        <translation>线程</translation>
    </message>
    <message>
        <source>Arithmetic</source>
        <translation>算术</translation>
    </message>
    <message>
        <source>Instruction set</source>
        <translation>指令集</translation>
    </message>
    <message>
        <source>Of</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Tensor</source>
        <translation>张量</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>均值</translation>
    </message>
    <message>
        <source>Deviation</source>
        <translation>标准差</translation>
    </message>
    <message>
        <source>Least</source>
        <translation>最小</translation>
    </message>
    <message>
        <source>Largest</source>
        <translation>最大</translation>
    </message>
    <message>
        <source>Skewness</source>
        <translation>偏度</translation>
    </message>
    <message>
        <source>Kurtosis</source>
        <translation>峰度</translation>
    </message>
    <message>
        <source>Beyond 6 deviations</source>
        <translation>超过 6 倍标准差</translation>
    </message>
    <message>
        <source>Largest / median</source>
        <translation>最大 / 中位数</translation>
    </message>
    <message>
        <source>Largest channel</source>
        <translation>最大通道</translation>
    </message>
    <message>
        <source>Values in each of the equal bins</source>
        <translation>各等宽箱中的值数</translation>
    </message>
    <message>
        <source>Statistic</source>
        <translation>统计量</translation>
    </message>
    <message>
        <source>Correlation ratio</source>
        <translation>相关比</translation>
    </message>
    <message>
        <source>Distance from identity</source>
        <translation>与单位阵的距离</translation>
    </message>
    <message>
        <source>Error as it is</source>
        <translation>原误差</translation>
    </message>
    <message>
        <source>Error restored</source>
        <translation>还原后误差</translation>
    </message>
    <message>
        <source>Next input&apos;s error</source>
        <translation>下一输入的误差</translation>
    </message>
    <message>
        <source>Next input&apos;s, restored</source>
        <translation>下一输入，还原后</translation>
    </message>
    <message>
        <source>Fitted tokens</source>
        <translation>拟合 token</translation>
    </message>
    <message>
        <source>Held-out tokens</source>
        <translation>留出 token</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>误差</translation>
    </message>
    <message>
        <source>Distance, and squared errors</source>
        <translation>距离与平方误差</translation>
    </message>
    <message>
        <source>undecided</source>
        <translation>未决定</translation>
    </message>
    <message>
        <source>nobody</source>
        <translation>无</translation>
    </message>
    <message>
        <source>search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>user</source>
        <translation>用户</translation>
    </message>
    <message>
        <source>stale</source>
        <translation>已过期</translation>
    </message>
    <message>
        <source>current</source>
        <translation>当前</translation>
    </message>
    <message>
        <source>weights</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>activations</source>
        <translation>激活</translation>
    </message>
    <message>
        <source>kernels</source>
        <translation>内核</translation>
    </message>
    <message>
        <source>reference</source>
        <translation>参考</translation>
    </message>
    <message>
        <source>Layer %1: %2</source>
        <translation>第 %1 层：%2</translation>
    </message>
    <message>
        <source>layer %1: %2</source>
        <translation>第 %1 层：%2</translation>
    </message>
    <message>
        <source>layer %1, %2: not scored</source>
        <translation>第 %1 层，%2：未得分</translation>
    </message>
    <message>
        <source>layer %1, %2: not applicable</source>
        <translation>第 %1 层，%2：不适用</translation>
    </message>
    <message>
        <source>layer %1, %2: %3 (stale)</source>
        <translation>第 %1 层，%2：%3（过期）</translation>
    </message>
    <message>
        <source>layer %1, %2: %3</source>
        <translation>第 %1 层，%2：%3</translation>
    </message>
    <message>
        <source>CALM report</source>
        <translation>CALM 报告</translation>
    </message>
    <message>
        <source>rows</source>
        <translation>行</translation>
    </message>
    <message>
        <source>%1.</source>
        <translation>%1.</translation>
    </message>
    <message>
        <source>%1 to %2, %3 windows</source>
        <translation>%1 到 %2，%3 个窗口</translation>
    </message>
    <message>
        <source>%1 (%2) at %3</source>
        <translation>%1（%2），位置 %3</translation>
    </message>
    <message>
        <source>%1, %2 threads</source>
        <translation>%1，%2 线程</translation>
    </message>
    <message>
        <source>input of %1</source>
        <translation>%1 的输入</translation>
    </message>
    <message>
        <source>%1: %2 (%3 to %4)</source>
        <translation>%1：%2（%3 到 %4）</translation>
    </message>
</context>
<context>
    <name>calm::ui::AboutDialog</name>
    <message>
        <source>About CALM Workbench</source>
        <translation>关于 CALM Workbench</translation>
    </message>
    <message>
        <source>CALM Workbench %1</source>
        <translation>CALM Workbench %1</translation>
    </message>
    <message>
        <source>&amp;Copy version</source>
        <translation>复制版本信息(&amp;C)</translation>
    </message>
    <message>
        <source>Copy the versions for a bug report</source>
        <translation>复制版本信息，用于报告问题</translation>
    </message>
    <message>
        <source>Copy version</source>
        <translation>复制版本信息</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Close this window</source>
        <translation>关闭此窗口</translation>
    </message>
    <message>
        <source>Scores post-training quantization methods for each decoder layer of a language model by linear CKA, keeps the best mix, and exports a W4A8 model.</source>
        <translation>用线性 CKA 为语言模型的每个解码器层评估训练后量化方法，保留最佳组合，并导出 W4A8 模型。</translation>
    </message>
    <message>
        <source>After “CALM: CKA-guided Adaptive Layer-wise Modularization”, arXiv 2512.16282.</source>
        <translation>基于“CALM: CKA-guided Adaptive Layer-wise Modularization”，arXiv 2512.16282。</translation>
    </message>
    <message>
        <source>Free software under the GNU General Public License, version 3 or later. It comes with no warranty.</source>
        <translation>自由软件，采用 GNU 通用公共许可证第 3 版或更高版本。不提供任何担保。</translation>
    </message>
    <message>
        <source>CALM Workbench %1
Qt %2 (built with %3)
%4, %5</source>
        <translation>CALM Workbench %1
Qt %2（构建时为 %3）
%4，%5</translation>
    </message>
</context>
<context>
    <name>calm::ui::AddMethodDialog</name>
    <message>
        <source>Then a &amp;second stage</source>
        <translation>再加第二阶段(&amp;S)</translation>
    </message>
    <message>
        <source>Add a method to the pool</source>
        <translation>向方法池添加方法</translation>
    </message>
    <message>
        <source>Title of the method</source>
        <translation>方法的名称</translation>
    </message>
    <message>
        <source>What is wrong</source>
        <translation>存在的问题</translation>
    </message>
    <message>
        <source>Let another method work on what this one leaves: AWQ&apos;s scales, then GPTQ&apos;s rounding</source>
        <translation>让另一种方法处理此方法的结果：先用 AWQ 的缩放，再用 GPTQ 的舍入</translation>
    </message>
    <message>
        <source>Add a second stage</source>
        <translation>添加第二阶段</translation>
    </message>
    <message>
        <source>S&amp;pecification:</source>
        <translation>规格(&amp;P):</translation>
    </message>
    <message>
        <source>Shown as:</source>
        <translation>显示为:</translation>
    </message>
    <message>
        <source>&amp;Add</source>
        <translation>添加(&amp;A)</translation>
    </message>
    <message>
        <source>Add the method</source>
        <translation>添加该方法</translation>
    </message>
    <message>
        <source>Close without adding a method</source>
        <translation>关闭而不添加方法</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Stage %1</source>
        <translation>阶段 %1</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>方法</translation>
    </message>
    <message>
        <source>Add this method to the pool</source>
        <translation>将此方法加入方法池</translation>
    </message>
    <message>
        <source>A method for &amp;each part of the layer</source>
        <translation>层的每个部分各用一种方法(&amp;E)</translation>
    </message>
    <message>
        <source>Attention and feed-forward, or single linears, get methods of their own</source>
        <translation>注意力与前馈网络，或单个线性层，各用自己的方法</translation>
    </message>
    <message>
        <source>A method for each part of the layer</source>
        <translation>层的每个部分各用一种方法</translation>
    </message>
    <message>
        <source>The method as text: stages joined by +, options after colons, as in awq:clip+gptq:act-order; parts of a layer joined by /, as in attn=awq/ffn=gptq</source>
        <translation>以文本表示的方法：各阶段用 + 连接，选项写在冒号后，例如 awq:clip+gptq:act-order；层的各部分用 / 连接，例如 attn=awq/ffn=gptq</translation>
    </message>
</context>
<context>
    <name>calm::ui::AnswerPane</name>
    <message>
        <source>%1 variant</source>
        <translation>%1变体</translation>
    </message>
    <message>
        <source>What writes this side. Layers that the session does not hold yet are quantized first, and kept.</source>
        <translation>由什么生成这一侧。会话中尚没有的层会先被量化并保留。</translation>
    </message>
    <message>
        <source>%1 text</source>
        <translation>%1文本</translation>
    </message>
    <message>
        <source>Tokens that the other side does not have are underlined; the first difference is inverted</source>
        <translation>另一侧没有的 token 带下划线；第一处差异反色显示</translation>
    </message>
    <message>
        <source>%1 speed</source>
        <translation>%1速度</translation>
    </message>
    <message numerus="yes">
        <source>%n tokens</source>
        <translation>
            <numerusform>%n token</numerusform>
        </translation>
    </message>
    <message>
        <source>first token after %1 ms</source>
        <translation>首个 token 用时 %1 ms</translation>
    </message>
    <message>
        <source>1 token</source>
        <translation>1 个 token</translation>
    </message>
</context>
<context>
    <name>calm::ui::BarChart</name>
    <message>
        <source>%1: %2 %3</source>
        <translation>%1：%2 %3</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>(%1 to %2)</source>
        <translation>(%1 至 %2)</translation>
    </message>
</context>
<context>
    <name>calm::ui::BenchmarkCharts</name>
    <message>
        <source>Perplexity of the variants</source>
        <translation>各变体的困惑度</translation>
    </message>
    <message>
        <source>KL of the variants to the original</source>
        <translation>各变体与原始模型的 KL</translation>
    </message>
    <message>
        <source>Prefill speed of the variants</source>
        <translation>各变体的预填充速度</translation>
    </message>
    <message>
        <source>Decode speed of the variants</source>
        <translation>各变体的解码速度</translation>
    </message>
    <message>
        <source>Peak memory of the variants</source>
        <translation>各变体的峰值内存</translation>
    </message>
    <message>
        <source>Weights of the variants</source>
        <translation>各变体的权重</translation>
    </message>
    <message>
        <source>Charts of the benchmark</source>
        <translation>基准测试的图表</translation>
    </message>
    <message>
        <source>Quality, speed or memory of the newest results</source>
        <translation>最新结果的质量、速度或内存</translation>
    </message>
    <message>
        <source>Error bars: 95 % interval of the difference to %1 on the same windows</source>
        <translation>误差线：相同窗口上与 %1 之差的 95% 区间</translation>
    </message>
    <message>
        <source>Error bars: slowest to fastest run</source>
        <translation>误差线：最慢到最快的一次</translation>
    </message>
    <message>
        <source>Perplexity, lower is better</source>
        <translation>困惑度，越低越好</translation>
    </message>
    <message>
        <source>KL to the original, lower is better</source>
        <translation>与原始模型的 KL，越低越好</translation>
    </message>
    <message>
        <source>nats</source>
        <translation>nat</translation>
    </message>
    <message>
        <source>Prefill</source>
        <translation>预填充</translation>
    </message>
    <message>
        <source>tok/s</source>
        <translation>tok/s</translation>
    </message>
    <message>
        <source>Decode</source>
        <translation>解码</translation>
    </message>
    <message>
        <source>Peak memory</source>
        <translation>峰值内存</translation>
    </message>
    <message>
        <source>MiB</source>
        <translation>MiB</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>Quality</source>
        <translation>质量</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>速度</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>内存</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Save or copy the charts that are shown</source>
        <translation>保存或复制所显示的图表</translation>
    </message>
    <message>
        <source>Export the charts</source>
        <translation>导出图表</translation>
    </message>
</context>
<context>
    <name>calm::ui::BenchmarkForm</name>
    <message>
        <source>%1 everywhere</source>
        <translation>全部使用 %1</translation>
    </message>
    <message>
        <source>Variants</source>
        <translation>变体</translation>
    </message>
    <message>
        <source>Checked variants are measured in turn, on the same text and prompt</source>
        <translation>依次用相同的文本和提示词测量勾选的变体</translation>
    </message>
    <message>
        <source>Why the benchmark cannot start</source>
        <translation>基准测试无法开始的原因</translation>
    </message>
    <message>
        <source>Copy the calm command that measures the same without the window</source>
        <translation>复制无需窗口即可完成相同测量的 calm 命令</translation>
    </message>
    <message>
        <source>&amp;Perplexity</source>
        <translation>困惑度(&amp;P)</translation>
    </message>
    <message>
        <source>Measure perplexity</source>
        <translation>测量困惑度</translation>
    </message>
    <message>
        <source>How well the variant predicts a text: lower is better</source>
        <translation>变体预测文本的能力：越低越好</translation>
    </message>
    <message>
        <source>Bundled text</source>
        <translation>内置文本</translation>
    </message>
    <message>
        <source> tokens</source>
        <translation> token</translation>
    </message>
    <message>
        <source> windows</source>
        <translation> 个窗口</translation>
    </message>
    <message>
        <source>all</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>&amp;Text:</source>
        <translation>文本(&amp;T):</translation>
    </message>
    <message>
        <source>&amp;Window:</source>
        <translation>窗口(&amp;W):</translation>
    </message>
    <message>
        <source>Tokens of context a window; windows do not overlap</source>
        <translation>每个窗口的上下文 token 数；窗口互不重叠</translation>
    </message>
    <message>
        <source>At &amp;most:</source>
        <translation>最多(&amp;M):</translation>
    </message>
    <message>
        <source>Tokens a second while reading a prompt and while writing</source>
        <translation>读取提示词和生成时每秒的 token 数</translation>
    </message>
    <message>
        <source> runs</source>
        <translation> 次</translation>
    </message>
    <message>
        <source>P&amp;rompt:</source>
        <translation>提示词(&amp;R):</translation>
    </message>
    <message>
        <source>Tokens of the prompt (prefill)</source>
        <translation>提示词的 token 数（预填充）</translation>
    </message>
    <message>
        <source>&amp;Generate:</source>
        <translation>生成(&amp;G):</translation>
    </message>
    <message>
        <source>Tokens written after it (decode)</source>
        <translation>之后生成的 token 数（解码）</translation>
    </message>
    <message>
        <source>Repea&amp;ts:</source>
        <translation>重复(&amp;T):</translation>
    </message>
    <message>
        <source>How often each is measured; the median counts</source>
        <translation>每项测量的次数；取中位数</translation>
    </message>
    <message>
        <source>This model</source>
        <translation>此模型</translation>
    </message>
    <message>
        <source>Original</source>
        <translation>原始模型</translation>
    </message>
    <message>
        <source>Hybrid</source>
        <translation>混合</translation>
    </message>
    <message>
        <source>The plan has layers without a method: analyse first</source>
        <translation>方案中有未指定方法的层：请先分析</translation>
    </message>
    <message>
        <source>Open a model first.</source>
        <translation>请先打开模型。</translation>
    </message>
    <message>
        <source>Check at least one variant.</source>
        <translation>请至少勾选一个变体。</translation>
    </message>
    <message>
        <source>R&amp;un benchmark</source>
        <translation>运行基准测试(&amp;U)</translation>
    </message>
    <message>
        <source>Run benchmark</source>
        <translation>运行基准测试</translation>
    </message>
    <message>
        <source>Space checks and unchecks a variant.</source>
        <translation>空格键勾选或取消勾选变体。</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Check all variants</source>
        <translation>勾选所有变体</translation>
    </message>
    <message>
        <source>Check every variant that can be measured</source>
        <translation>勾选所有可以测量的变体</translation>
    </message>
    <message>
        <source>None</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Check no variant</source>
        <translation>不勾选任何变体</translation>
    </message>
    <message>
        <source>Uncheck every variant</source>
        <translation>取消勾选所有变体</translation>
    </message>
    <message>
        <source>On a text</source>
        <translation>用文本测量</translation>
    </message>
    <message>
        <source>&amp;KL to the original</source>
        <translation>与原始模型的 KL(&amp;K)</translation>
    </message>
    <message>
        <source>Measure the KL to the original</source>
        <translation>测量与原始模型的 KL</translation>
    </message>
    <message>
        <source>How far the variant&apos;s next-token distributions are from the original&apos;s, measured in the same pass: it tells variants apart on fewer windows than the perplexity</source>
        <translation>变体的下一 token 分布与原始模型相差多少，在同一遍中测得：比困惑度用更少的窗口就能区分变体</translation>
    </message>
    <message>
        <source>Windows measured, from the start of the text: noise is told from %1 on</source>
        <translation>从文本开头起测量的窗口数：达到 %1 个起可判断噪声</translation>
    </message>
    <message>
        <source>On a prompt</source>
        <translation>用提示词测量</translation>
    </message>
    <message>
        <source>&amp;Speed</source>
        <translation>速度(&amp;S)</translation>
    </message>
    <message>
        <source>Measure speed</source>
        <translation>测量速度</translation>
    </message>
    <message>
        <source>M&amp;emory</source>
        <translation>内存(&amp;E)</translation>
    </message>
    <message>
        <source>Measure memory</source>
        <translation>测量内存</translation>
    </message>
    <message>
        <source>What the weights take, and the peak while a prompt is read</source>
        <translation>权重占用的内存，以及读取提示词时的峰值</translation>
    </message>
    <message>
        <source>The model as it was opened</source>
        <translation>打开时的模型</translation>
    </message>
    <message>
        <source>Hybrid (the current plan)</source>
        <translation>混合（当前方案）</translation>
    </message>
    <message>
        <source>The plan as the Plan page shows it, layer for layer</source>
        <translation>“方案”页所示的方案，逐层一致</translation>
    </message>
    <message>
        <source>Plan: %1</source>
        <translation>方案：%1</translation>
    </message>
    <message>
        <source>The plan kept as &quot;%1&quot;</source>
        <translation>保留为“%1”的方案</translation>
    </message>
    <message>
        <source>Choose what to measure: perplexity, KL, speed or memory.</source>
        <translation>请选择测量项目：困惑度、KL、速度或内存。</translation>
    </message>
    <message>
        <source>Add to the q&amp;ueue</source>
        <translation>加入队列(&amp;U)</translation>
    </message>
    <message>
        <source>Measures the checked variants once the running job has ended</source>
        <translation>在当前任务结束后测量勾选的变体</translation>
    </message>
    <message>
        <source>Measure the checked variants; more can be queued meanwhile</source>
        <translation>测量勾选的变体；期间可继续加入队列</translation>
    </message>
    <message>
        <source>Hybrid before tuning</source>
        <translation>微调前的混合方案</translation>
    </message>
    <message>
        <source>The current plan with the scales that its methods chose</source>
        <translation>当前方案，缩放因子为各方法所选</translation>
    </message>
</context>
<context>
    <name>calm::ui::BenchmarkModel</name>
    <message>
        <source>Perplexity %1 (%2 nats a token) on %3</source>
        <translation>困惑度 %1（每 token %2 nat），文本：%3</translation>
    </message>
    <message>
        <source>Median of the repeats, %1, threads: %2</source>
        <translation>重复测量的中位数，%1，线程：%2</translation>
    </message>
    <message>
        <source>First token after %1 ms; head in %2, KV cache in %3</source>
        <translation>首个 token 用时 %1 ms；输出头 %2，KV 缓存 %3</translation>
    </message>
    <message>
        <source>Measured with an earlier plan or other options</source>
        <translation>使用较早的方案或其他选项测得</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>exp of the mean loss a token: lower is better</source>
        <translation>每 token 平均损失的 exp：越低越好</translation>
    </message>
    <message>
        <source>Slowest to fastest repeat, as a share of the median: differences below it mean nothing</source>
        <translation>最慢与最快一次之差占中位数的比例：小于它的差异没有意义</translation>
    </message>
    <message>
        <source>Highest memory of the program while it was measured</source>
        <translation>测量期间程序的最高内存占用</translation>
    </message>
    <message>
        <source>Bytes of the weights in memory</source>
        <translation>权重在内存中的字节数</translation>
    </message>
    <message>
        <source>Variant</source>
        <translation>变体</translation>
    </message>
    <message>
        <source>Perplexity</source>
        <translation>困惑度</translation>
    </message>
    <message>
        <source>Prefill tok/s</source>
        <translation>预填充 tok/s</translation>
    </message>
    <message>
        <source>Spread</source>
        <translation>波动</translation>
    </message>
    <message>
        <source>Decode tok/s</source>
        <translation>解码 tok/s</translation>
    </message>
    <message>
        <source>Peak memory</source>
        <translation>峰值内存</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>of an earlier plan</source>
        <translation>来自较早的方案</translation>
    </message>
    <message>
        <source>Original</source>
        <translation>原始模型</translation>
    </message>
    <message>
        <source>[%1, %2]</source>
        <translation>[%1, %2]</translation>
    </message>
    <message>
        <source>Difference to the baseline&apos;s perplexity on the same windows, with its 95 % interval from a paired bootstrap over the windows</source>
        <translation>相同窗口上与基线困惑度之差，及其 95% 区间（对窗口做配对自助法得出）</translation>
    </message>
    <message>
        <source>Mean Kullback-Leibler divergence of the next-token distributions from the original&apos;s, in nats a token: 0 is the same model</source>
        <translation>下一 token 分布与原始模型的平均 Kullback-Leibler 散度，单位为每 token nat：0 表示相同的模型</translation>
    </message>
    <message>
        <source>Difference to the baseline&apos;s KL on the same windows, with its 95 % interval from a paired bootstrap over the windows</source>
        <translation>相同窗口上与基线 KL 之差，及其 95% 区间（对窗口做配对自助法得出）</translation>
    </message>
    <message>
        <source>Share of the tokens where variant and original find the same token most likely</source>
        <translation>变体与原始模型认为最可能的 token 相同的比例</translation>
    </message>
    <message>
        <source>Whether the difference to the baseline is more than noise</source>
        <translation>与基线的差异是否超出噪声</translation>
    </message>
    <message>
        <source>Difference to the baseline, measured on the same host with the same options</source>
        <translation>与基线的差异，在同一主机上用相同选项测得</translation>
    </message>
    <message>
        <source>The text that perplexity and KL were measured on</source>
        <translation>测量困惑度和 KL 所用的文本</translation>
    </message>
    <message>
        <source>Device, threads, arithmetic of the windows, and tokens of the timing</source>
        <translation>设备、线程、窗口的算术方式，以及计时的 token 数</translation>
    </message>
    <message>
        <source>To baseline</source>
        <translation>与基线相比</translation>
    </message>
    <message>
        <source>KL (nats)</source>
        <translation>KL (nat)</translation>
    </message>
    <message>
        <source>Same top token</source>
        <translation>首选 token 相同</translation>
    </message>
    <message>
        <source>Beyond noise?</source>
        <translation>超出噪声？</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>Host</source>
        <translation>主机</translation>
    </message>
    <message>
        <source>Options</source>
        <translation>选项</translation>
    </message>
    <message>
        <source>device %1</source>
        <translation>设备 %1</translation>
    </message>
    <message>
        <source>threads: %1</source>
        <translation>线程：%1</translation>
    </message>
    <message>
        <source>%1 arithmetic</source>
        <translation>%1 算术</translation>
    </message>
    <message>
        <source>prompt %1, generated %2, runs: %3</source>
        <translation>提示词 %1，生成 %2，次数：%3</translation>
    </message>
    <message>
        <source>prompt %1</source>
        <translation>提示词 %1</translation>
    </message>
    <message>
        <source>not among the plans now</source>
        <translation>已不在现有方案中</translation>
    </message>
    <message>
        <source>KL to the original: %1 nats a token</source>
        <translation>与原始模型的 KL：每 token %1 nat</translation>
    </message>
    <message>
        <source>comparing …</source>
        <translation>正在比较 …</translation>
    </message>
    <message>
        <source>perplexity</source>
        <translation>困惑度</translation>
    </message>
    <message>
        <source>KL</source>
        <translation>KL</translation>
    </message>
    <message>
        <source>Cannot be told apart from %1: one window says nothing about noise, measure at least %2</source>
        <translation>无法与 %1 区分：一个窗口不足以判断噪声，请至少测量 %2 个</translation>
    </message>
    <message>
        <source>Cannot be told apart from %1: %2 windows say nothing about noise, measure at least %3</source>
        <translation>无法与 %1 区分：%2 个窗口不足以判断噪声，请至少测量 %3 个</translation>
    </message>
    <message>
        <source>Lower %1 than %2, beyond noise</source>
        <translation>%1低于 %2，超出噪声</translation>
    </message>
    <message>
        <source>Higher %1 than %2, beyond noise</source>
        <translation>%1高于 %2，超出噪声</translation>
    </message>
    <message numerus="yes">
        <source>Cannot be told apart from %1 on %n windows</source>
        <translation>
            <numerusform>在 %n 个窗口上无法与 %1 区分</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1: %2 nats a token, 95 % interval %3 to %4, %n windows</source>
        <translation>
            <numerusform>%1：每 token %2 nats，95% 区间 %3 至 %4，%n 个窗口</numerusform>
        </translation>
    </message>
    <message>
        <source>decodes faster, beyond the spread of the runs</source>
        <translation>解码更快，超出各次运行的波动</translation>
    </message>
    <message>
        <source>decodes slower, beyond the spread of the runs</source>
        <translation>解码更慢，超出各次运行的波动</translation>
    </message>
    <message>
        <source>decodes as fast, within the spread of the runs</source>
        <translation>解码速度相当，在各次运行的波动之内</translation>
    </message>
    <message>
        <source>The baseline</source>
        <translation>基线</translation>
    </message>
    <message>
        <source>%1; %2</source>
        <translation>%1；%2</translation>
    </message>
    <message>
        <source>Against %1: %2</source>
        <translation>与 %1 相比：%2</translation>
    </message>
    <message>
        <source>Only memory was measured, which has no noise</source>
        <translation>仅测量了内存，内存没有噪声</translation>
    </message>
    <message>
        <source>%1 was not measured on the same text and options</source>
        <translation>%1 未在相同的文本和选项下测量</translation>
    </message>
    <message>
        <source>Too few windows</source>
        <translation>窗口太少</translation>
    </message>
    <message>
        <source>No</source>
        <translation>否</translation>
    </message>
    <message>
        <source>Yes: lower %1</source>
        <translation>是：%1 更低</translation>
    </message>
    <message>
        <source>Yes: higher %1</source>
        <translation>是：%1 更高</translation>
    </message>
    <message>
        <source>faster</source>
        <translation>更快</translation>
    </message>
    <message>
        <source>slower</source>
        <translation>更慢</translation>
    </message>
    <message>
        <source>as fast</source>
        <translation>同样快</translation>
    </message>
    <message>
        <source>Memory has no noise</source>
        <translation>内存没有噪声</translation>
    </message>
    <message>
        <source>Not comparable</source>
        <translation>不可比较</translation>
    </message>
    <message>
        <source>before tuning</source>
        <translation>微调前</translation>
    </message>
    <message>
        <source>%1, before tuning</source>
        <translation>%1（微调前）</translation>
    </message>
</context>
<context>
    <name>calm::ui::BenchmarkPage</name>
    <message>
        <source>State of the benchmark</source>
        <translation>基准测试状态</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copy the selected rows, or all, as a table (tab-separated)</source>
        <translation>将所选行或全部行复制为表格（制表符分隔）</translation>
    </message>
    <message>
        <source>Save...</source>
        <translation>保存...</translation>
    </message>
    <message>
        <source>Save all rows as CSV or JSON</source>
        <translation>将所有行保存为 CSV 或 JSON</translation>
    </message>
    <message>
        <source>Benchmark results</source>
        <translation>基准测试结果</translation>
    </message>
    <message>
        <source>One row a variant and run</source>
        <translation>每个变体的每次运行占一行</translation>
    </message>
    <message>
        <source>Nothing measured yet</source>
        <translation>尚未测量</translation>
    </message>
    <message>
        <source>Cancelled. Finished rows are kept.</source>
        <translation>已取消。已完成的行已保留。</translation>
    </message>
    <message>
        <source>The benchmark stopped with an error: %1</source>
        <translation>基准测试因错误停止：%1</translation>
    </message>
    <message>
        <source>The results could not be written to %1: %2</source>
        <translation>无法将结果写入 %1：%2</translation>
    </message>
    <message>
        <source>Save the benchmark results</source>
        <translation>保存基准测试结果</translation>
    </message>
    <message>
        <source>Table (*.csv);;JSON (*.json)</source>
        <translation>表格 (*.csv);;JSON (*.json)</translation>
    </message>
    <message>
        <source>1 result</source>
        <translation>1 个结果</translation>
    </message>
    <message>
        <source>%1 results</source>
        <translation>%1 个结果</translation>
    </message>
    <message>
        <source>Baseline</source>
        <translation>基线</translation>
    </message>
    <message>
        <source>What the differences, their intervals and the words about noise are held against</source>
        <translation>差异、差异区间和噪声说明的比较对象</translation>
    </message>
    <message>
        <source>&amp;Baseline:</source>
        <translation>基线(&amp;B):</translation>
    </message>
    <message>
        <source>The selected result in words</source>
        <translation>所选结果的文字说明</translation>
    </message>
    <message>
        <source>Check the variants and the measurements on the left, then run the benchmark: perplexity, the divergence from the original, speed and memory come side by side, with what is beyond noise.</source>
        <translation>在左侧勾选变体和测量项目，然后运行基准测试：困惑度、与原始模型的散度、速度和内存将并排显示，并标明哪些差异超出噪声。</translation>
    </message>
    <message>
        <source>%1: %2.</source>
        <translation>%1：%2。</translation>
    </message>
    <message>
        <source>Closest to the original: %1. %2.</source>
        <translation>最接近原始模型：%1。%2。</translation>
    </message>
    <message>
        <source>Select a row to read its difference to the baseline in words.</source>
        <translation>选择一行即可查看其与基线差异的文字说明。</translation>
    </message>
    <message>
        <source>Save c&amp;harts…</source>
        <translation>保存图表(&amp;H)…</translation>
    </message>
    <message>
        <source>Save the charts that are shown as PNG or SVG</source>
        <translation>将所显示的图表保存为 PNG 或 SVG</translation>
    </message>
    <message>
        <source>Copy cha&amp;rts</source>
        <translation>复制图表(&amp;R)</translation>
    </message>
    <message>
        <source>Copy the charts that are shown as a picture</source>
        <translation>将所显示的图表复制为图片</translation>
    </message>
    <message>
        <source>Save the charts</source>
        <translation>保存图表</translation>
    </message>
    <message>
        <source>PNG picture (*.png);;SVG drawing (*.svg)</source>
        <translation>PNG 图片 (*.png);;SVG 矢量图 (*.svg)</translation>
    </message>
</context>
<context>
    <name>calm::ui::BenchmarkQueue</name>
    <message>
        <source>perplexity</source>
        <translation>困惑度</translation>
    </message>
    <message>
        <source>KL</source>
        <translation>KL</translation>
    </message>
    <message>
        <source>speed</source>
        <translation>速度</translation>
    </message>
    <message>
        <source>memory</source>
        <translation>内存</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>队列</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>starting, after the job that runs now</source>
        <translation>即将开始，等待当前任务结束</translation>
    </message>
    <message>
        <source>stopping …</source>
        <translation>正在停止 …</translation>
    </message>
    <message>
        <source>done</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>cancelled, what was measured is kept</source>
        <translation>已取消，已测量的部分会保留</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>已取消</translation>
    </message>
    <message>
        <source>failed: %1</source>
        <translation>失败：%1</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message numerus="yes">
        <source>%n variants: %1</source>
        <translation>
            <numerusform>%n 个变体：%1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>calm::ui::BenchmarkQueueView</name>
    <message>
        <source>Up</source>
        <translation>上移</translation>
    </message>
    <message>
        <source>Earlier in the queue</source>
        <translation>在队列中提前</translation>
    </message>
    <message>
        <source>Measure the selected entry earlier (Alt+Up)</source>
        <translation>提前测量所选条目 (Alt+Up)</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>下移</translation>
    </message>
    <message>
        <source>Later in the queue</source>
        <translation>在队列中推后</translation>
    </message>
    <message>
        <source>Measure the selected entry later (Alt+Down)</source>
        <translation>推后测量所选条目 (Alt+Down)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Cancel the selected entry</source>
        <translation>取消所选条目</translation>
    </message>
    <message>
        <source>Stop it, or take it off the list (Del)</source>
        <translation>停止，或从列表移除 (Del)</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>清空</translation>
    </message>
    <message>
        <source>Clear what has ended</source>
        <translation>清除已结束的条目</translation>
    </message>
    <message>
        <source>Take entries that have ended off the list</source>
        <translation>将已结束的条目从列表移除</translation>
    </message>
    <message>
        <source>Benchmark queue</source>
        <translation>基准测试队列</translation>
    </message>
    <message>
        <source>Delete cancels or removes an entry, Alt+Up and Alt+Down move one that waits.</source>
        <translation>Delete 取消或移除条目，Alt+Up 和 Alt+Down 移动等待中的条目。</translation>
    </message>
    <message>
        <source>What is being measured, what waits, and what is done</source>
        <translation>正在测量、等待中和已完成的条目</translation>
    </message>
    <message>
        <source>Columns of the benchmark queue</source>
        <translation>基准测试队列的列</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Cancel the benchmark that runs</source>
        <translation>取消正在运行的基准测试</translation>
    </message>
    <message>
        <source>Remove the selected entry</source>
        <translation>移除所选条目</translation>
    </message>
    <message>
        <source>Stop it; what is measured is kept (Del)</source>
        <translation>停止；已测量的部分会保留 (Del)</translation>
    </message>
    <message>
        <source>Take it off the list (Del)</source>
        <translation>从列表移除 (Del)</translation>
    </message>
</context>
<context>
    <name>calm::ui::BudgetDialog</name>
    <message>
        <source>Plans under a budget</source>
        <translation>预算内的方案</translation>
    </message>
    <message>
        <source>Average bits</source>
        <translation>平均位数</translation>
    </message>
    <message>
        <source>File size</source>
        <translation>文件大小</translation>
    </message>
    <message>
        <source> bits</source>
        <translation> 位</translation>
    </message>
    <message>
        <source>At most this many bits a weight</source>
        <translation>每个权重最多的位数</translation>
    </message>
    <message>
        <source>Average bits a weight of the decoder&apos;s linears, with its share of scales, zero points and outliers</source>
        <translation>解码器线性层每个权重的平均位数，包括其分摊的缩放因子、零点和离群值</translation>
    </message>
    <message>
        <source> MiB</source>
        <translation> MiB</translation>
    </message>
    <message>
        <source>At most this large a file</source>
        <translation>文件最大的大小</translation>
    </message>
    <message>
        <source>The weights&apos; file as compressed-tensors, embeddings and all</source>
        <translation>compressed-tensors 格式的权重文件，包括嵌入等全部内容</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>KL where the session holds it for these methods, else the error of the layers</source>
        <translation>会话中有这些方法的 KL 时用 KL，否则用各层的误差</translation>
    </message>
    <message>
        <source>KL of the output</source>
        <translation>输出的 KL</translation>
    </message>
    <message>
        <source>Error of each layer</source>
        <translation>每层的误差</translation>
    </message>
    <message>
        <source>HAWQ: Hessian trace</source>
        <translation>HAWQ：Hessian 迹</translation>
    </message>
    <message>
        <source>%1 bits</source>
        <translation>%1 位</translation>
    </message>
    <message>
        <source>Try every method of the pool at %1 bits</source>
        <translation>以 %1 位尝试方法池中的每种方法</translation>
    </message>
    <message>
        <source>&amp;Solve</source>
        <translation>求解(&amp;S)</translation>
    </message>
    <message>
        <source>Solve</source>
        <translation>求解</translation>
    </message>
    <message>
        <source>Find the best plans; what is not scored yet is measured once and kept with the session</source>
        <translation>寻找最佳方案；尚未评分的部分只测量一次，并保存在会话中</translation>
    </message>
    <message>
        <source>About the budget</source>
        <translation>关于预算</translation>
    </message>
    <message>
        <source>Solves for the method of every layer with the least predicted loss at every size. Another budget scores nothing again. What is missing for KL is measured first, which takes about as long as an analysis; HAWQ takes a few minutes once; the error is known of what was analysed.</source>
        <translation>为每种大小求出预测损失最小的各层方法。改变预算不会重新评分。KL 所缺的部分会先测量，耗时与一次分析相当；HAWQ 只需一次，几分钟；已分析部分的误差是已知的。</translation>
    </message>
    <message>
        <source>Bud&amp;get:</source>
        <translation>预算(&amp;G)：</translation>
    </message>
    <message>
        <source>What is limited</source>
        <translation>限制什么</translation>
    </message>
    <message>
        <source>At &amp;most:</source>
        <translation>最多(&amp;M)：</translation>
    </message>
    <message>
        <source>At m&amp;ost:</source>
        <translation>最多(&amp;O)：</translation>
    </message>
    <message>
        <source>&amp;Loss:</source>
        <translation>损失(&amp;L)：</translation>
    </message>
    <message>
        <source>What a method is taken to cost a layer</source>
        <translation>一种方法使一层付出的代价</translation>
    </message>
    <message>
        <source>Widths (bits):</source>
        <translation>位宽（位）：</translation>
    </message>
    <message>
        <source>Bits of the weights that every method of the pool is tried at; none: as the pool says</source>
        <translation>方法池中每种方法所尝试的权重位数；都不勾选：按方法池的设置</translation>
    </message>
    <message>
        <source>&amp;Points:</source>
        <translation>点数(&amp;P)：</translation>
    </message>
    <message>
        <source>How many plans of the curve are shown, about evenly spaced in size</source>
        <translation>显示曲线上的多少个方案，按大小大致均匀分布</translation>
    </message>
    <message>
        <source>Size against predicted loss</source>
        <translation>大小与预测损失</translation>
    </message>
    <message>
        <source>Click a plan to look at it. Dashed: the budget; orange: the largest plan within it.</source>
        <translation>单击一个方案查看。虚线：预算；橙色：预算内最大的方案。</translation>
    </message>
    <message>
        <source>Lo&amp;garithmic loss</source>
        <translation>损失取对数(&amp;G)</translation>
    </message>
    <message>
        <source>Logarithmic loss</source>
        <translation>损失取对数</translation>
    </message>
    <message>
        <source>Show the loss by powers of ten</source>
        <translation>以十的幂显示损失</translation>
    </message>
    <message>
        <source>About this curve</source>
        <translation>关于此曲线</translation>
    </message>
    <message>
        <source>Plans on the curve</source>
        <translation>曲线上的方案</translation>
    </message>
    <message>
        <source>One row a plan; bold: the largest within the budget. Enter makes one the current plan.</source>
        <translation>每行一个方案；粗体：预算内最大的。按回车键将其设为当前方案。</translation>
    </message>
    <message>
        <source>Columns of the plans</source>
        <translation>方案的列</translation>
    </message>
    <message>
        <source>What the predicted loss is</source>
        <translation>什么是预测损失</translation>
    </message>
    <message>
        <source>Copy the calm command that solves the same without the window</source>
        <translation>复制不用窗口也能求解的 calm 命令</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>复制(&amp;C)</translation>
    </message>
    <message>
        <source>Copy the curve as a picture, and the plans as a table for programs that take text</source>
        <translation>将曲线复制为图片，并将方案复制为表格供接受文本的程序使用</translation>
    </message>
    <message>
        <source>Sa&amp;ve…</source>
        <translation>保存(&amp;V)…</translation>
    </message>
    <message>
        <source>Save the curve (PNG, SVG), or the plans layer by layer (CSV)</source>
        <translation>保存曲线（PNG、SVG），或逐层保存方案（CSV）</translation>
    </message>
    <message>
        <source>&amp;Keep plan</source>
        <translation>保留方案(&amp;K)</translation>
    </message>
    <message>
        <source>Keep the selected plan under a name, to compare, benchmark and export</source>
        <translation>以名称保留所选方案，用于比较、测试和导出</translation>
    </message>
    <message>
        <source>Keep &amp;all</source>
        <translation>全部保留(&amp;A)</translation>
    </message>
    <message>
        <source>Keep every plan of the curve under a name</source>
        <translation>以名称保留曲线上的每个方案</translation>
    </message>
    <message>
        <source>Make c&amp;urrent</source>
        <translation>设为当前(&amp;U)</translation>
    </message>
    <message>
        <source>Use the selected plan at every layer; can be undone</source>
        <translation>在每一层使用所选方案；可撤销</translation>
    </message>
    <message>
        <source>Clos&amp;e</source>
        <translation>关闭(&amp;E)</translation>
    </message>
    <message>
        <source>Close this window</source>
        <translation>关闭此窗口</translation>
    </message>
    <message>
        <source>Solving</source>
        <translation>正在求解</translation>
    </message>
    <message>
        <source>No plan was found</source>
        <translation>未找到方案</translation>
    </message>
    <message>
        <source>No curve yet</source>
        <translation>尚无曲线</translation>
    </message>
    <message>
        <source>Name a budget and press &quot;Solve&quot;: the plans that no other one beats in size and predicted loss at once appear here, each ready to be kept, used or saved.</source>
        <translation>给出预算并按“求解”：在大小和预测损失上都不被其他方案超过的方案会显示在这里，可以保留、使用或保存。</translation>
    </message>
    <message>
        <source>File size (MiB)</source>
        <translation>文件大小 (MiB)</translation>
    </message>
    <message>
        <source>Average bits a weight</source>
        <translation>每个权重的平均位数</translation>
    </message>
    <message>
        <source>%1 of the %2 plans on the front are shown.</source>
        <translation>显示前沿上 %2 个方案中的 %1 个。</translation>
    </message>
    <message>
        <source>It was thinned: not every plan was looked at.</source>
        <translation>前沿经过抽稀：并未查看每个方案。</translation>
    </message>
    <message>
        <source>The methods of the pool take about the same bits: check further widths to get a curve.</source>
        <translation>方法池中的方法所用位数大致相同：请勾选更多位宽以得到曲线。</translation>
    </message>
    <message>
        <source>Save the curve</source>
        <translation>保存曲线</translation>
    </message>
    <message>
        <source>PNG picture (*.png);;SVG drawing (*.svg);;Table (*.csv)</source>
        <translation>PNG 图片 (*.png);;SVG 矢量图 (*.svg);;表格 (*.csv)</translation>
    </message>
</context>
<context>
    <name>calm::ui::CalibrationForm</name>
    <message>
        <source>Calibration</source>
        <translation>校准</translation>
    </message>
    <message>
        <source>Bundled text</source>
        <translation>内置文本</translation>
    </message>
    <message>
        <source>Put &amp;special tokens first</source>
        <translation>前置特殊 token(&amp;S)</translation>
    </message>
    <message>
        <source>%1 (%2 × %3)</source>
        <translation>%1 (%2 × %3)</translation>
    </message>
    <message>
        <source>%1 sequences of %2 tokens</source>
        <translation>%1 个序列，每个 %2 token</translation>
    </message>
    <message>
        <source>Custom</source>
        <translation>自定义</translation>
    </message>
    <message>
        <source>Put the model&apos;s leading special tokens once before the text</source>
        <translation>在文本之前放置一次模型的起始特殊 token</translation>
    </message>
    <message>
        <source>Put special tokens first</source>
        <translation>前置特殊 token</translation>
    </message>
    <message>
        <source>Calibration tokens</source>
        <translation>校准 token</translation>
    </message>
    <message>
        <source>&amp;Preset:</source>
        <translation>预设(&amp;P):</translation>
    </message>
    <message>
        <source>How many tokens: more tokens make steadier scores and longer runs</source>
        <translation>token 数量：越多得分越稳定，运行时间也越长</translation>
    </message>
    <message>
        <source>&amp;Text:</source>
        <translation>文本(&amp;T):</translation>
    </message>
    <message>
        <source>Se&amp;quences:</source>
        <translation>序列(&amp;Q):</translation>
    </message>
    <message>
        <source>How many windows of the text are drawn</source>
        <translation>从文本中抽取的窗口数</translation>
    </message>
    <message>
        <source>&amp;Length:</source>
        <translation>长度(&amp;L):</translation>
    </message>
    <message>
        <source>Tokens in each sequence</source>
        <translation>每个序列的 token 数</translation>
    </message>
    <message>
        <source>S&amp;eed:</source>
        <translation>种子(&amp;E):</translation>
    </message>
    <message>
        <source>Chooses which windows of the text are drawn</source>
        <translation>决定抽取文本的哪些窗口</translation>
    </message>
    <message>
        <source>%1 tokens</source>
        <translation>%1 token</translation>
    </message>
    <message>
        <source>As many tokens as the file has</source>
        <translation>文件中的全部 token</translation>
    </message>
    <message>
        <source>all</source>
        <translation>全部</translation>
    </message>
    <message>
        <source> tokens</source>
        <translation> token</translation>
    </message>
</context>
<context>
    <name>calm::ui::CommandRow</name>
    <message>
        <source>Copy as command line</source>
        <translation>复制为命令行</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>Command for %1</source>
        <translation>%1 的命令</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copy the command for %1</source>
        <translation>复制 %1 的命令</translation>
    </message>
</context>
<context>
    <name>calm::ui::CurvesChart</name>
    <message>
        <source>Score of each method over the layers</source>
        <translation>各方法在各层的得分</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>层</translation>
    </message>
    <message>
        <source>in the plan</source>
        <translation>方案所用</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>%1 (stale)</source>
        <translation>%1（已过期）</translation>
    </message>
    <message>
        <source>Layer %1</source>
        <translation>第 %1 层</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>以及另外 %n 个</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>calm::ui::CurvesPanel</name>
    <message>
        <source>Methods of the curves</source>
        <translation>曲线对应的方法</translation>
    </message>
    <message>
        <source>Space hides or shows the curve of a method.</source>
        <translation>空格键隐藏或显示某个方法的曲线。</translation>
    </message>
    <message>
        <source>Tick a method to show its curve; the selected one stands out</source>
        <translation>勾选方法以显示其曲线；所选曲线会突出显示</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Show the curves of all methods</source>
        <translation>显示所有方法的曲线</translation>
    </message>
    <message>
        <source>None</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Hide all curves</source>
        <translation>隐藏所有曲线</translation>
    </message>
    <message>
        <source>Show all curves</source>
        <translation>显示所有曲线</translation>
    </message>
    <message>
        <source>+</source>
        <translation>+</translation>
    </message>
    <message>
        <source>Zoom in along the layers, around the current one; the wheel does the same</source>
        <translation>以当前层为中心沿层方向放大；滚轮作用相同</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>放大</translation>
    </message>
    <message>
        <source>−</source>
        <translation>−</translation>
    </message>
    <message>
        <source>Zoom out along the layers</source>
        <translation>沿层方向缩小</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>缩小</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>重置</translation>
    </message>
    <message>
        <source>Show all layers and scores again; a double click in the curves does the same</source>
        <translation>重新显示所有层和得分；在曲线上双击作用相同</translation>
    </message>
    <message>
        <source>Reset the zoom</source>
        <translation>重置缩放</translation>
    </message>
</context>
<context>
    <name>calm::ui::DistributionView</name>
    <message>
        <source>Lo&amp;garithmic counts</source>
        <translation>对数计数(&amp;G)</translation>
    </message>
    <message>
        <source>Tensor</source>
        <translation>张量</translation>
    </message>
    <message>
        <source>Weights of a linear, or the values that arrive at its input on the calibration text</source>
        <translation>某个线性层的权重，或校准文本在其输入处产生的值</translation>
    </message>
    <message>
        <source>Histogram</source>
        <translation>直方图</translation>
    </message>
    <message>
        <source>Logarithmic counts</source>
        <translation>对数计数</translation>
    </message>
    <message>
        <source>Shows the few outliers beside the many ordinary values</source>
        <translation>在大量普通值旁显示少数离群值</translation>
    </message>
    <message>
        <source>Moments and outliers</source>
        <translation>矩与离群值</translation>
    </message>
    <message>
        <source>Kurtosis: 3 for a normal distribution, higher with heavier tails. Skewness: 0 where both sides are alike. Outliers: values further than 6 standard deviations from the mean.</source>
        <translation>峰度：正态分布为 3，尾部越重越高。偏度：两侧对称时为 0。离群值：距均值超过 6 个标准差的值。</translation>
    </message>
    <message>
        <source>Channel</source>
        <translation>通道</translation>
    </message>
    <message>
        <source>Largest |x|</source>
        <translation>最大 |x|</translation>
    </message>
    <message>
        <source>Channels with the largest values</source>
        <translation>值最大的通道</translation>
    </message>
    <message>
        <source>Input channels with the largest magnitude: what smoothing and rotation are for</source>
        <translation>幅值最大的输入通道：平滑和旋转正是为此而设</translation>
    </message>
    <message>
        <source>Weights of %1</source>
        <translation>%1 的权重</translation>
    </message>
    <message>
        <source>Input of %1</source>
        <translation>%1 的输入</translation>
    </message>
    <message>
        <source>%1 values from %2 to %3</source>
        <translation>%1 个值，从 %2 到 %3</translation>
    </message>
    <message>
        <source>Mean %1, standard deviation %2</source>
        <translation>均值 %1，标准差 %2</translation>
    </message>
    <message>
        <source>Kurtosis %1, skewness %2</source>
        <translation>峰度 %1，偏度 %2</translation>
    </message>
    <message>
        <source>Outliers beyond 6 deviations: %1</source>
        <translation>超过 6 个标准差的离群值：%1</translation>
    </message>
    <message>
        <source>%1 in a million</source>
        <translation>百万分之 %1</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Largest over median magnitude: %1</source>
        <translation>最大幅值与幅值中位数之比：%1</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>Activation</source>
        <translation>激活值</translation>
    </message>
</context>
<context>
    <name>calm::ui::DropOverlay</name>
    <message>
        <source>Drop to open</source>
        <translation>拖放以打开</translation>
    </message>
    <message>
        <source>Drop to open %1</source>
        <translation>拖放以打开 %1</translation>
    </message>
</context>
<context>
    <name>calm::ui::Edit</name>
    <message>
        <source>reorder the pool</source>
        <translation>重新排列方法池</translation>
    </message>
    <message>
        <source>add %1 to the pool</source>
        <translation>将 %1 加入方法池</translation>
    </message>
    <message numerus="yes">
        <source>add %n methods to the pool</source>
        <translation>
            <numerusform>将 %n 种方法加入方法池</numerusform>
        </translation>
    </message>
    <message>
        <source>take %1 out of the pool</source>
        <translation>将 %1 移出方法池</translation>
    </message>
    <message numerus="yes">
        <source>take %n methods out of the pool</source>
        <translation>
            <numerusform>将 %n 种方法移出方法池</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>change the pool to %n methods</source>
        <translation>
            <numerusform>将方法池改为 %n 种方法</numerusform>
        </translation>
    </message>
    <message>
        <source>clear the override of layer %1</source>
        <translation>清除第 %1 层的手动指定</translation>
    </message>
    <message>
        <source>clear all overrides</source>
        <translation>清除所有手动指定</translation>
    </message>
    <message>
        <source>clear the overrides of %1</source>
        <translation>清除手动指定：%1</translation>
    </message>
    <message>
        <source>use %1 for layer %2</source>
        <translation>对第 %2 层使用 %1</translation>
    </message>
    <message>
        <source>use %1 for %2</source>
        <translation>%2使用 %1</translation>
    </message>
    <message numerus="yes">
        <source>change the overrides of %n layers</source>
        <translation>
            <numerusform>更改 %n 层的手动指定</numerusform>
        </translation>
    </message>
    <message>
        <source>layers %1 to %2</source>
        <translation>第 %1 至 %2 层</translation>
    </message>
    <message numerus="yes">
        <source>%n layers</source>
        <translation>
            <numerusform>%n 层</numerusform>
        </translation>
    </message>
    <message>
        <source>decide by %1</source>
        <translation>以 %1 为依据</translation>
    </message>
    <message>
        <source>change the pool and the overrides</source>
        <translation>更改方法池和手动指定</translation>
    </message>
    <message>
        <source>calibrate on the bundled text</source>
        <translation>用内置文本校准</translation>
    </message>
    <message>
        <source>calibrate on %1</source>
        <translation>用 %1 校准</translation>
    </message>
    <message>
        <source>calibrate on %1 × %2 tokens</source>
        <translation>用 %1 × %2 token 校准</translation>
    </message>
    <message>
        <source>calibrate on %1 sequences</source>
        <translation>用 %1 个序列校准</translation>
    </message>
    <message>
        <source>set the sequences to %1 tokens</source>
        <translation>将序列设为 %1 token</translation>
    </message>
    <message>
        <source>set the calibration&apos;s seed to %1</source>
        <translation>将校准种子设为 %1</translation>
    </message>
    <message>
        <source>put special tokens before the text</source>
        <translation>在文本前放置特殊 token</translation>
    </message>
    <message>
        <source>leave out special tokens</source>
        <translation>去掉特殊 token</translation>
    </message>
    <message>
        <source>set weights to %1 bits</source>
        <translation>将权重设为 %1 位</translation>
    </message>
    <message>
        <source>set activations to %1 bits</source>
        <translation>将激活值设为 %1 位</translation>
    </message>
    <message>
        <source>set the group to %1 channels</source>
        <translation>将组设为 %1 个通道</translation>
    </message>
    <message>
        <source>store what stays 16 bit as %1</source>
        <translation>将保持 16 位的部分存为 %1</translation>
    </message>
    <message>
        <source>keep scales exact in float16</source>
        <translation>保持缩放在 float16 下精确</translation>
    </message>
    <message>
        <source>let scales have the storage&apos;s type</source>
        <translation>让缩放采用存储类型</translation>
    </message>
    <message>
        <source>measure at %1</source>
        <translation>在 %1 处测量</translation>
    </message>
    <message>
        <source>compute with %1</source>
        <translation>以 %1 计算</translation>
    </message>
    <message>
        <source>set the transform to %1</source>
        <translation>将变换设为 %1</translation>
    </message>
    <message>
        <source>change the set-up</source>
        <translation>更改配置</translation>
    </message>
    <message>
        <source>set one scale per channel</source>
        <translation>设为每通道一个缩放</translation>
    </message>
    <message>
        <source>give weights zero points</source>
        <translation>为权重使用零点</translation>
    </message>
    <message>
        <source>take weights&apos; zero points away</source>
        <translation>去掉权重的零点</translation>
    </message>
</context>
<context>
    <name>calm::ui::ExportDialog</name>
    <message>
        <source>Export the quantized model</source>
        <translation>导出量化模型</translation>
    </message>
    <message>
        <source>&amp;Export</source>
        <translation>导出(&amp;E)</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>&amp;Show in folder</source>
        <translation>在文件夹中显示(&amp;S)</translation>
    </message>
    <message>
        <source>Open the folder in the file manager</source>
        <translation>在文件管理器中打开该文件夹</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>在文件夹中显示</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>关闭(&amp;C)</translation>
    </message>
    <message>
        <source>Close this window</source>
        <translation>关闭此窗口</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Copy the calm command that writes the same without the window</source>
        <translation>复制无需窗口即可写出相同内容的 calm 命令</translation>
    </message>
    <message>
        <source>compressed-tensors (pack-quantized)</source>
        <translation>compressed-tensors (pack-quantized)</translation>
    </message>
    <message>
        <source>GGUF Q4_0: llama.cpp</source>
        <translation>GGUF Q4_0：llama.cpp</translation>
    </message>
    <message>
        <source>A folder for transformers and vLLM</source>
        <translation>供 transformers 和 vLLM 使用的文件夹</translation>
    </message>
    <message>
        <source>Browse...</source>
        <translation>浏览...</translation>
    </message>
    <message>
        <source>Choose the folder in which the new folder is made</source>
        <translation>选择用于创建新文件夹的位置</translation>
    </message>
    <message>
        <source>Browse for the target folder</source>
        <translation>浏览目标文件夹</translation>
    </message>
    <message>
        <source>&amp;Replace what is there</source>
        <translation>替换已有内容(&amp;R)</translation>
    </message>
    <message>
        <source>Without it, an existing target is refused. The old one stays until the new one is whole.</source>
        <translation>未勾选时拒绝已存在的目标。新内容写完之前，旧内容会保留。</translation>
    </message>
    <message>
        <source>Replace what is there</source>
        <translation>替换已有内容</translation>
    </message>
    <message>
        <source>Storage</source>
        <translation>存储类型</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>说明</translation>
    </message>
    <message>
        <source>What prevents the export</source>
        <translation>阻碍导出的问题</translation>
    </message>
    <message>
        <source>&amp;Format:</source>
        <translation>格式(&amp;F):</translation>
    </message>
    <message>
        <source>What the model is written as</source>
        <translation>模型的写出格式</translation>
    </message>
    <message>
        <source>&amp;Target:</source>
        <translation>目标(&amp;T):</translation>
    </message>
    <message>
        <source>The new folder</source>
        <translation>新文件夹</translation>
    </message>
    <message>
        <source>Stored as:</source>
        <translation>存储为:</translation>
    </message>
    <message>
        <source>Size:</source>
        <translation>大小:</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Files written</source>
        <translation>已写入的文件</translation>
    </message>
    <message>
        <source>Files written, with their sizes</source>
        <translation>已写入的文件及其大小</translation>
    </message>
    <message>
        <source>Scales, norms and embeddings in the checkpoint&apos;s own type; float16 where that is itself quantized (Storage in Set-up)</source>
        <translation>缩放、归一化和嵌入采用检查点自身的类型；若检查点已量化则采用 float16（“配置”中的“存储类型”）</translation>
    </message>
    <message>
        <source>Scales, norms and embeddings as %1 (Storage in Set-up)</source>
        <translation>缩放、归一化和嵌入采用 %1（“配置”中的“存储类型”）</translation>
    </message>
    <message>
        <source>GGUF Q4_0 (%1)</source>
        <translation>GGUF Q4_0 (%1)</translation>
    </message>
    <message>
        <source>Name the target folder.</source>
        <translation>请指定目标文件夹。</translation>
    </message>
    <message>
        <source>Give the whole path of the target, starting with /.</source>
        <translation>请给出以 / 开头的完整目标路径。</translation>
    </message>
    <message>
        <source>Checking...</source>
        <translation>正在检查...</translation>
    </message>
    <message>
        <source>Where to make the new folder</source>
        <translation>新文件夹的位置</translation>
    </message>
    <message>
        <source>%1 on disk, %2 free</source>
        <translation>占用磁盘 %1，可用 %2</translation>
    </message>
    <message>
        <source>Written to %1 (%2).</source>
        <translation>已写入 %1（%2）。</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>Exporting</source>
        <translation>正在导出</translation>
    </message>
    <message>
        <source>Write the model</source>
        <translation>写出模型</translation>
    </message>
    <message>
        <source>Being checked</source>
        <translation>正在检查</translation>
    </message>
    <message>
        <source>Being written</source>
        <translation>正在写入</translation>
    </message>
    <message>
        <source>See what prevents the export</source>
        <translation>请查看阻碍导出的问题</translation>
    </message>
    <message>
        <source>llama.cpp</source>
        <translation>llama.cpp</translation>
    </message>
    <message>
        <source>transformers</source>
        <translation>transformers</translation>
    </message>
    <message>
        <source>needs the package compressed-tensors</source>
        <translation>需要 compressed-tensors 包</translation>
    </message>
    <message>
        <source>vLLM</source>
        <translation>vLLM</translation>
    </message>
    <message>
        <source>not run here</source>
        <translation>未在此运行</translation>
    </message>
    <message>
        <source>&amp;Reload and verify</source>
        <translation>重新载入并验证(&amp;V)</translation>
    </message>
    <message>
        <source>Read the export back and compare codes, scales, all other tensors and logits with the plan</source>
        <translation>读回导出内容，并将码值、缩放、所有其他张量和 logits 与方案比较</translation>
    </message>
    <message>
        <source>Reload and verify</source>
        <translation>重新载入并验证</translation>
    </message>
    <message>
        <source>What is written</source>
        <translation>写出的内容</translation>
    </message>
    <message>
        <source>What will be written, by kind</source>
        <translation>将写出的内容，按类别</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Tensors</source>
        <translation>张量</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Written:</source>
        <translation>写出内容:</translation>
    </message>
    <message>
        <source>Files:</source>
        <translation>文件:</translation>
    </message>
    <message>
        <source>Notes:</source>
        <translation>说明:</translation>
    </message>
    <message>
        <source>Verdict of the verification</source>
        <translation>验证结论</translation>
    </message>
    <message>
        <source>What was compared</source>
        <translation>比较的内容</translation>
    </message>
    <message>
        <source>GGUF Q4_1: llama.cpp</source>
        <translation>GGUF Q4_1：llama.cpp</translation>
    </message>
    <message>
        <source>Read back: the export is the plan.</source>
        <translation>已读回：导出内容与方案一致。</translation>
    </message>
    <message>
        <source>Read back: the export is NOT the plan. Do not use it; export again.</source>
        <translation>已读回：导出内容与方案不一致。请勿使用，请重新导出。</translation>
    </message>
    <message>
        <source>The verification was cancelled.</source>
        <translation>验证已取消。</translation>
    </message>
    <message>
        <source>The export could not be read back.</source>
        <translation>无法读回导出内容。</translation>
    </message>
    <message>
        <source>Reading the export back</source>
        <translation>正在读回导出内容</translation>
    </message>
    <message>
        <source>llama.cpp as a server</source>
        <translation>llama.cpp 作为服务器</translation>
    </message>
    <message>
        <source>Codes of the quantized linears</source>
        <translation>量化线性层的码值</translation>
    </message>
    <message>
        <source>Scales and zero points</source>
        <translation>缩放和零点</translation>
    </message>
    <message>
        <source>Linears that are not quantized</source>
        <translation>未量化的线性层</translation>
    </message>
    <message>
        <source>Embedding</source>
        <translation>嵌入</translation>
    </message>
    <message>
        <source>Head</source>
        <translation>输出头</translation>
    </message>
    <message>
        <source>Norms, biases and shapes</source>
        <translation>归一化、偏置和形状</translation>
    </message>
    <message>
        <source>All %1 codes and %2 scales of %3 linears are the plan&apos;s.</source>
        <translation>%3 个线性层的全部 %1 个码值和 %2 个缩放均与方案一致。</translation>
    </message>
    <message>
        <source>Of %1 codes and %2 scales, %3 codes and %4 scales are not the plan&apos;s.</source>
        <translation>%1 个码值和 %2 个缩放中，有 %3 个码值和 %4 个缩放与方案不一致。</translation>
    </message>
    <message>
        <source>The other %1 tensors (embedding, norms and what else is not quantized) are the model&apos;s, bit by bit.</source>
        <translation>其余 %1 个张量（嵌入、归一化及其他未量化的部分）与模型逐位一致。</translation>
    </message>
    <message>
        <source>%1 more</source>
        <translation>另外 %1 个</translation>
    </message>
    <message>
        <source>Different: %1</source>
        <translation>不一致：%1</translation>
    </message>
    <message>
        <source>Its tokenizer makes the same %1 tokens of a text.</source>
        <translation>其分词器对同一文本得出相同的 %1 token。</translation>
    </message>
    <message>
        <source>Its tokenizer makes other tokens of a text.</source>
        <translation>其分词器对同一文本得出不同的 token。</translation>
    </message>
    <message>
        <source>%1 windows of %2 random tokens</source>
        <translation>%1 个窗口，每个 %2 随机 token</translation>
    </message>
    <message>
        <source>%1 windows of %2 tokens of the bundled evaluation text</source>
        <translation>内置评估文本的 %1 个窗口，每个 %2 token</translation>
    </message>
    <message>
        <source>Perplexity over %1: %2 as exported, %3 as planned; KL between them %4 nats a token, same top token in %5.</source>
        <translation>困惑度（%1）：导出为 %2，方案为 %3；两者间的 KL 为每 token %4 nat，首选 token 相同的占 %5。</translation>
    </message>
    <message>
        <source>Activations were not rounded on either side: llama.cpp rounds them its own way.</source>
        <translation>两侧均未舍入激活值：llama.cpp 以自己的方式舍入。</translation>
    </message>
</context>
<context>
    <name>calm::ui::Glossary</name>
    <message>
        <source>Activation</source>
        <translation>激活值</translation>
    </message>
    <message>
        <source>activations?</source>
        <translation>[\w-]*激活值[\w-]*</translation>
    </message>
    <message>
        <source>What a layer receives and hands on while the model runs. Here they are rounded to 8 bits, one scale a token.</source>
        <translation>模型运行时一层接收并传递的数据。此处舍入为 8 位，每个 token 一个缩放。</translation>
    </message>
    <message>
        <source>Arithmetic</source>
        <translation>算术</translation>
    </message>
    <message>
        <source>arithmetic</source>
        <translation>[\w-]*算术[\w-]*</translation>
    </message>
    <message>
        <source>What multiplies when scores are taken: the integer kernels that a deployment uses, or float32 on rounded values.</source>
        <translation>评分时的乘法方式：部署所用的整数内核，或对舍入值用 float32 计算。</translation>
    </message>
    <message>
        <source>Calibration</source>
        <translation>校准</translation>
    </message>
    <message>
        <source>calibration|calibrate</source>
        <translation>[\w-]*校准[\w-]*</translation>
    </message>
    <message>
        <source>A small text that is run through the model, so that methods see typical activations and layers can be compared.</source>
        <translation>送入模型运行的一小段文本，使各方法看到典型的激活值，并可对层进行比较。</translation>
    </message>
    <message>
        <source>CKA</source>
        <translation>CKA</translation>
    </message>
    <message>
        <source>Linear centred kernel alignment: how alike two layers&apos; outputs are as a whole, 0 to 1. 1 means the same up to rotation and scale.</source>
        <translation>线性中心核对齐：两层输出的整体相似程度，0 到 1。1 表示除旋转和缩放外相同。</translation>
    </message>
    <message>
        <source>Cosine</source>
        <translation>余弦</translation>
    </message>
    <message>
        <source>cosine</source>
        <translation>[\w-]*余弦[\w-]*</translation>
    </message>
    <message>
        <source>Cosine of the angle between the original&apos;s and the quantized output, averaged over tokens. 1 is identical.</source>
        <translation>原始输出与量化输出之间夹角的余弦，对 token 取平均。1 表示相同。</translation>
    </message>
    <message>
        <source>Decode</source>
        <translation>解码</translation>
    </message>
    <message>
        <source>decode</source>
        <translation>[\w-]*(?&lt;!编)解码(?!器)[\w-]*</translation>
    </message>
    <message>
        <source>Writing token after token: bound by how fast weights are read from memory.</source>
        <translation>逐个生成 token：受限于从内存读取权重的速度。</translation>
    </message>
    <message>
        <source>GGUF</source>
        <translation>GGUF</translation>
    </message>
    <message>
        <source>The one-file model format of llama.cpp.</source>
        <translation>llama.cpp 的单文件模型格式。</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>组</translation>
    </message>
    <message>
        <source>group|groups</source>
        <translation>组|[\w-]*(?:分组|每组|组大小)[\w-]*</translation>
    </message>
    <message>
        <source>Input channels that share one weight scale, 128 by default. Smaller groups are more exact and a little larger.</source>
        <translation>共用一个权重缩放的输入通道，默认 128 个。组越小越精确，体积略大。</translation>
    </message>
    <message>
        <source>KL divergence</source>
        <translation>KL 散度</translation>
    </message>
    <message>
        <source>KL</source>
        <translation>KL</translation>
    </message>
    <message>
        <source>Kullback-Leibler divergence: how far the quantized model&apos;s next-token probabilities are from the original&apos;s. 0 is identical.</source>
        <translation>Kullback-Leibler 散度：量化模型的下一 token 概率与原始模型的差距。0 表示相同。</translation>
    </message>
    <message>
        <source>Margin</source>
        <translation>领先幅度</translation>
    </message>
    <message>
        <source>margin</source>
        <translation>[\w-]*领先幅度[\w-]*</translation>
    </message>
    <message>
        <source>How much better the chosen method scored than the best other one. Near 0 the choice hardly matters.</source>
        <translation>所选方法的得分比其他最佳方法高出多少。接近 0 时选哪个几乎无关紧要。</translation>
    </message>
    <message>
        <source>Override</source>
        <translation>手动指定</translation>
    </message>
    <message>
        <source>overrides?|overridden</source>
        <translation>[\w-]*手动(?:指定|选择)[\w-]*</translation>
    </message>
    <message>
        <source>A layer whose method you decided yourself; the search leaves it alone.</source>
        <translation>由用户自行决定方法的层；搜索不会改动它。</translation>
    </message>
    <message>
        <source>Perplexity</source>
        <translation>困惑度</translation>
    </message>
    <message>
        <source>perplexity</source>
        <translation>[\w-]*困惑度[\w-]*</translation>
    </message>
    <message>
        <source>How well a model predicts a text: exp of the mean loss a token. Lower is better; compare on the same text only.</source>
        <translation>模型预测文本的能力：每 token 平均损失的 exp。越低越好；只能在同一文本上比较。</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>方案</translation>
    </message>
    <message>
        <source>plan|plans</source>
        <translation>[\w-]*方案[\w-]*</translation>
    </message>
    <message>
        <source>Which method each layer uses: what is benchmarked and exported.</source>
        <translation>每一层使用哪种方法：基准测试和导出的内容。</translation>
    </message>
    <message>
        <source>Pool</source>
        <translation>方法池</translation>
    </message>
    <message>
        <source>pool</source>
        <translation>[\w-]*方法池[\w-]*</translation>
    </message>
    <message>
        <source>The methods that the search may choose from at every layer.</source>
        <translation>搜索在每一层可以选用的方法。</translation>
    </message>
    <message>
        <source>Prefill</source>
        <translation>预填充</translation>
    </message>
    <message>
        <source>prefill</source>
        <translation>[\w-]*预填充[\w-]*</translation>
    </message>
    <message>
        <source>Reading the prompt, many tokens at once: bound by how fast the machine computes.</source>
        <translation>读取提示词，一次处理许多 token：受限于机器的计算速度。</translation>
    </message>
    <message>
        <source>Session</source>
        <translation>会话</translation>
    </message>
    <message>
        <source>sessions?</source>
        <translation>[\w-]*会话[\w-]*</translation>
    </message>
    <message>
        <source>A folder with all that was measured and decided for a model: it can be closed and taken up again.</source>
        <translation>包含某个模型全部测量和决定的文件夹：可以关闭，之后再继续。</translation>
    </message>
    <message>
        <source>SQNR</source>
        <translation>SQNR</translation>
    </message>
    <message>
        <source>Signal to quantization noise ratio in decibel: 10 more means a tenth of the error. Higher is better.</source>
        <translation>信号与量化噪声之比，单位分贝：每增加 10，误差降为十分之一。越高越好。</translation>
    </message>
    <message>
        <source>Stale</source>
        <translation>已过期</translation>
    </message>
    <message>
        <source>stale</source>
        <translation>已过期</translation>
    </message>
    <message>
        <source>Measured while other choices stood in the layers below, or with other settings. Still shown, but recompute before you trust it.</source>
        <translation>在下方各层选择不同或设置不同时测得。仍会显示，但请重新计算后再采信。</translation>
    </message>
    <message>
        <source>W4A8</source>
        <translation>W4A8</translation>
    </message>
    <message>
        <source>W\dA\d+</source>
        <translation>[\w-]*W\dA\d+[\w-]*</translation>
    </message>
    <message>
        <source>Weights of 4 bits, activations of 8 bits: a quarter of the size, multiplied as integers.</source>
        <translation>权重 4 位，激活值 8 位：大小为四分之一，以整数相乘。</translation>
    </message>
</context>
<context>
    <name>calm::ui::HeatmapLegend</name>
    <message>
        <source>Outlined: the plan uses this method. Pin: chosen by you. Hatched: stale, measured under other choices below or other options. Crossed: the method cannot be used for this layer.</source>
        <translation>描边：方案使用此方法。图钉：手动选择。斜线：已过期，在下方各层选择或选项不同时测得。叉号：此方法不能用于该层。</translation>
    </message>
    <message>
        <source>Scale: %1 from %2 to %3</source>
        <translation>刻度：%1，从 %2 到 %3</translation>
    </message>
    <message>
        <source>Scale: no scores yet</source>
        <translation>刻度：尚无得分</translation>
    </message>
    <message>
        <source>low</source>
        <translation>低</translation>
    </message>
    <message>
        <source>high</source>
        <translation>高</translation>
    </message>
    <message>
        <source>in the plan</source>
        <translation>方案所用</translation>
    </message>
    <message>
        <source>chosen by you</source>
        <translation>手动选择</translation>
    </message>
    <message>
        <source>stale</source>
        <translation>已过期</translation>
    </message>
    <message>
        <source>not applicable</source>
        <translation>不适用</translation>
    </message>
</context>
<context>
    <name>calm::ui::HeatmapModel</name>
    <message>
        <source>n/a</source>
        <translation>不适用</translation>
    </message>
    <message>
        <source>Layer %1, %2</source>
        <translation>第 %1 层，%2</translation>
    </message>
    <message>
        <source>Not scored yet</source>
        <translation>尚未评分</translation>
    </message>
    <message>
        <source>Not applicable: %1</source>
        <translation>不适用：%1</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>not measured</source>
        <translation>未测量</translation>
    </message>
    <message>
        <source>Took %1 s</source>
        <translation>用时 %1 秒</translation>
    </message>
    <message>
        <source>Stale: measured under other choices or options. Recompute to renew it.</source>
        <translation>已过期：在其他选择或选项下测得。重新计算即可更新。</translation>
    </message>
    <message>
        <source>Chosen by you</source>
        <translation>手动选择</translation>
    </message>
    <message>
        <source>Chosen by the search</source>
        <translation>由搜索选择</translation>
    </message>
    <message>
        <source>Layer %1</source>
        <translation>第 %1 层</translation>
    </message>
    <message>
        <source>Layer %1: undecided</source>
        <translation>第 %1 层：未决定</translation>
    </message>
    <message>
        <source>Layer %1: %2, stale</source>
        <translation>第 %1 层：%2，已过期</translation>
    </message>
    <message>
        <source>Layer %1: %2</source>
        <translation>第 %1 层：%2</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>%1 (%2): scored, but not in the pool now</source>
        <translation>%1 (%2)：已评分，但目前不在方法池中</translation>
    </message>
</context>
<context>
    <name>calm::ui::HeatmapView</name>
    <message>
        <source>%1: %2 of each method at each layer</source>
        <translation>%1：各方法在各层的 %2</translation>
    </message>
    <message>
        <source>Heatmap of methods by layers</source>
        <translation>方法 × 层热力图</translation>
    </message>
    <message>
        <source>One row a method, one column a layer. Enter uses the method for the layer, Delete clears an override, Ctrl+Shift+Left or Right paints the method over further layers.</source>
        <translation>每行一个方法，每列一层。Enter 将该方法用于该层，Delete 清除手动指定，Ctrl+Shift+左/右键将该方法涂抹到更多层。</translation>
    </message>
    <message>
        <source>Enter or double-click: use this method for the layer. Delete: clear the override. 1 to 9: the method of that row. Ctrl+Shift+Left or Right: paint it over further layers.</source>
        <translation>Enter 或双击：将此方法用于该层。Delete：清除手动指定。1 到 9：对应行的方法。Ctrl+Shift+左/右键：涂抹到更多层。</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>层</translation>
    </message>
    <message>
        <source>Methods</source>
        <translation>方法</translation>
    </message>
    <message>
        <source>&amp;Use %1 for layer %2</source>
        <translation>对第 %2 层使用 %1(&amp;U)</translation>
    </message>
    <message numerus="yes">
        <source>&amp;Use %1 for %n layers</source>
        <translation>
            <numerusform>对 %n 层使用 %1(&amp;U)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>&amp;Clear override</source>
        <translation>
            <numerusform>清除手动指定(&amp;C)</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Recompute from layer %1</source>
        <translation>从第 %1 层重新计算(&amp;R)</translation>
    </message>
</context>
<context>
    <name>calm::ui::HelpPanel</name>
    <message>
        <source>Words of the field</source>
        <translation>术语</translation>
    </message>
    <message>
        <source>Help topic</source>
        <translation>帮助主题</translation>
    </message>
    <message>
        <source>What the help is about; F1 chooses the page that you are on</source>
        <translation>帮助的主题；F1 选择当前所在页面</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>帮助</translation>
    </message>
    <message>
        <source>Help on the chosen topic</source>
        <translation>所选主题的帮助</translation>
    </message>
</context>
<context>
    <name>calm::ui::HubDialog</name>
    <message>
        <source>Open a model from the Hub</source>
        <translation>从 Hub 打开模型</translation>
    </message>
    <message>
        <source>the one of HF_TOKEN</source>
        <translation>HF_TOKEN 中的令牌</translation>
    </message>
    <message>
        <source>only for gated or private models</source>
        <translation>仅受限或私有模型需要</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Here</source>
        <translation>本地已有</translation>
    </message>
    <message>
        <source>Files of the model</source>
        <translation>模型的文件</translation>
    </message>
    <message>
        <source>The files that are needed, and which of them are in the cache already</source>
        <translation>所需的文件，以及其中哪些已在缓存中</translation>
    </message>
    <message>
        <source>Download size</source>
        <translation>下载大小</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>消息</translation>
    </message>
    <message>
        <source>&amp;Repository:</source>
        <translation>仓库(&amp;R):</translation>
    </message>
    <message>
        <source>Owner and name, as in the address of the model&apos;s page</source>
        <translation>所有者和名称，与模型页面地址中的一致</translation>
    </message>
    <message>
        <source>Re&amp;vision:</source>
        <translation>版本(&amp;V):</translation>
    </message>
    <message>
        <source>A branch, a tag or a commit</source>
        <translation>分支、标签或提交</translation>
    </message>
    <message>
        <source>&amp;Token:</source>
        <translation>令牌(&amp;T):</translation>
    </message>
    <message>
        <source>Access token. It is used for this request and not stored.</source>
        <translation>访问令牌。仅用于此次请求，不会保存。</translation>
    </message>
    <message>
        <source>&amp;Endpoint:</source>
        <translation>端点(&amp;E):</translation>
    </message>
    <message>
        <source>Address of the hub; empty: HF_ENDPOINT, or huggingface.co</source>
        <translation>Hub 的地址；留空则为 HF_ENDPOINT 或 huggingface.co</translation>
    </message>
    <message>
        <source>&amp;Look up</source>
        <translation>查询(&amp;L)</translation>
    </message>
    <message>
        <source>Look up</source>
        <translation>查询</translation>
    </message>
    <message>
        <source>&amp;Download and open</source>
        <translation>下载并打开(&amp;D)</translation>
    </message>
    <message>
        <source>Download and open</source>
        <translation>下载并打开</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Close this window</source>
        <translation>关闭此窗口</translation>
    </message>
    <message>
        <source>Name a repository, such as %1.</source>
        <translation>请指定仓库，例如 %1。</translation>
    </message>
    <message>
        <source>“%1” is not a repository: give owner/name, without the address.</source>
        <translation>“%1”不是仓库：请写成 所有者/名称，不含网址。</translation>
    </message>
    <message>
        <source>A revision has no spaces.</source>
        <translation>版本不能含有空格。</translation>
    </message>
    <message>
        <source>The endpoint must be an address such as https://huggingface.co.</source>
        <translation>端点必须是类似 https://huggingface.co 的地址。</translation>
    </message>
    <message>
        <source>Looking up %1...</source>
        <translation>正在查询 %1...</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>no</source>
        <translation>否</translation>
    </message>
    <message>
        <source>There is no file here that a model needs: config.json, safetensors weights and a tokenizer.</source>
        <translation>这里没有模型所需的文件：config.json、safetensors 权重和分词器。</translation>
    </message>
    <message>
        <source>%1, all of it here already. Commit %2.</source>
        <translation>%1，本地已全部具备。提交 %2。</translation>
    </message>
    <message>
        <source>%1, %2 to download. Commit %3.</source>
        <translation>%1，需下载 %2。提交 %3。</translation>
    </message>
    <message>
        <source>&amp;Open</source>
        <translation>打开(&amp;O)</translation>
    </message>
    <message>
        <source>What is downloaded is kept: it goes on from there.</source>
        <translation>已下载的内容会保留，下次从该处继续。</translation>
    </message>
    <message>
        <source>Cancelled. %1</source>
        <translation>已取消。%1</translation>
    </message>
    <message>
        <source>Downloading</source>
        <translation>正在下载</translation>
    </message>
    <message>
        <source>See the files and their size; nothing is downloaded</source>
        <translation>查看文件及其大小；不会下载任何内容</translation>
    </message>
    <message>
        <source>Download what is missing and open the model</source>
        <translation>下载缺少的文件并打开模型</translation>
    </message>
    <message>
        <source>Look the model up first</source>
        <translation>请先查询模型</translation>
    </message>
    <message>
        <source>&quot;Look up&quot; lists the model&apos;s files with their sizes; nothing is downloaded before you have seen them. A download that was interrupted goes on where it stopped.</source>
        <translation>“查询”会列出模型的文件及其大小；在您看到之前不会下载任何内容。中断的下载会从停止处继续。</translation>
    </message>
</context>
<context>
    <name>calm::ui::JobRunner</name>
    <message>
        <source>Out of memory. Use fewer or shorter calibration sequences, or close other programs.</source>
        <translation>内存不足。请减少或缩短校准序列，或关闭其他程序。</translation>
    </message>
    <message>
        <source>An unknown error stopped the job.</source>
        <translation>未知错误中止了该任务。</translation>
    </message>
</context>
<context>
    <name>calm::ui::Language</name>
    <message>
        <source>System (%1)</source>
        <translation>跟随系统 (%1)</translation>
    </message>
</context>
<context>
    <name>calm::ui::LayerDock</name>
    <message>
        <source>Layer</source>
        <translation>层</translation>
    </message>
    <message>
        <source>The selected layer: the heatmap, the plan and this dock follow each other</source>
        <translation>所选的层：热力图、方案和此面板相互联动</translation>
    </message>
    <message>
        <source>La&amp;yer</source>
        <translation>层(&amp;Y)</translation>
    </message>
    <message>
        <source>Ranking</source>
        <translation>排名</translation>
    </message>
    <message>
        <source>Histograms, tails and outlier channels of the weights, and of what arrives at each linear on the calibration text.</source>
        <translation>权重以及校准文本到达各线性层的值的直方图、尾部和离群通道。</translation>
    </message>
    <message>
        <source>&amp;Compute distributions</source>
        <translation>计算分布(&amp;C)</translation>
    </message>
    <message>
        <source>Values</source>
        <translation>数值</translation>
    </message>
    <message>
        <source>How far each quantized linear&apos;s weights are from the original&apos;s. Needs a plan with a method for every layer.</source>
        <translation>各量化线性层的权重与原始权重相差多少。需要每一层都已指定方法的方案。</translation>
    </message>
    <message>
        <source>&amp;Compute weight errors</source>
        <translation>计算权重误差(&amp;C)</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>The matrix that would best turn the quantized layer&apos;s output back into the original&apos;s, and what it could repair. Needs a plan with a method for every layer.</source>
        <translation>最能将量化层输出还原为原始输出的矩阵，以及它能修复的程度。需要每一层都已指定方法的方案。</translation>
    </message>
    <message>
        <source>&amp;Compute restoration</source>
        <translation>计算还原(&amp;C)</translation>
    </message>
    <message>
        <source>Repair</source>
        <translation>修复</translation>
    </message>
    <message>
        <source>All methods at this layer, best first</source>
        <translation>该层的所有方法，最佳在前</translation>
    </message>
    <message>
        <source>Distributions of the weights and activations of this layer</source>
        <translation>该层权重与激活值的分布</translation>
    </message>
    <message>
        <source>Error of each quantized linear</source>
        <translation>各量化线性层的误差</translation>
    </message>
    <message>
        <source>Restoration matrix: what a linear map could repair at this layer</source>
        <translation>恢复矩阵：线性映射在该层能修复的部分</translation>
    </message>
    <message>
        <source>Computed for an earlier plan or other calibration.</source>
        <translation>依据较早的方案或其他校准计算。</translation>
    </message>
    <message>
        <source>Compute &amp;again</source>
        <translation>重新计算(&amp;A)</translation>
    </message>
    <message>
        <source>of 0 to %1</source>
        <translation>0 到 %1</translation>
    </message>
    <message>
        <source>Open a model first.</source>
        <translation>请先打开模型。</translation>
    </message>
    <message>
        <source>This model is quantized already: open the original</source>
        <translation>此模型已量化：请打开原始模型</translation>
    </message>
    <message>
        <source>The plan has layers without a method: analyse first</source>
        <translation>方案中有未指定方法的层：请先分析</translation>
    </message>
    <message>
        <source>Another job is running: wait for it or cancel it.</source>
        <translation>另一任务正在运行：请等待或取消它。</translation>
    </message>
    <message>
        <source>Runs the calibration text through the model; kept with the session</source>
        <translation>将校准文本送入模型运行；结果保存在会话中</translation>
    </message>
</context>
<context>
    <name>calm::ui::LayerRanking</name>
    <message>
        <source>%1, chosen by its score</source>
        <translation>%1，按得分选择</translation>
    </message>
    <message>
        <source>%1, chosen by you</source>
        <translation>%1，手动选择</translation>
    </message>
    <message>
        <source>No method yet</source>
        <translation>尚无方法</translation>
    </message>
    <message>
        <source>%1; scores below are stale</source>
        <translation>%1；下方得分已过期</translation>
    </message>
    <message>
        <source>Method of the layer</source>
        <translation>该层的方法</translation>
    </message>
    <message>
        <source>Candidates</source>
        <translation>候选方法</translation>
    </message>
    <message>
        <source>Methods by the score that decides, best first. Margin: how far behind the winner; of the winner, how far ahead of the second.</source>
        <translation>按起决定作用的得分排列的方法，最佳在前。领先幅度：落后于优胜者多少；对优胜者则为领先第二名多少。</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>方法</translation>
    </message>
    <message>
        <source>Margin</source>
        <translation>领先幅度</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>not applicable</source>
        <translation>不适用</translation>
    </message>
    <message>
        <source>Stale: measured under other choices below, or other options</source>
        <translation>已过期：在下方各层选择或选项不同时测得</translation>
    </message>
</context>
<context>
    <name>calm::ui::LogModel</name>
    <message>
        <source>Debug</source>
        <translation>调试</translation>
    </message>
    <message>
        <source>Info</source>
        <translation>信息</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>警告</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>级别</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>消息</translation>
    </message>
</context>
<context>
    <name>calm::ui::LogPanel</name>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copy the selected messages, or all that are shown</source>
        <translation>复制所选消息，或显示的全部消息</translation>
    </message>
    <message>
        <source>Save...</source>
        <translation>保存...</translation>
    </message>
    <message>
        <source>Save the messages that are shown to a text file</source>
        <translation>将显示的消息保存到文本文件</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>清空</translation>
    </message>
    <message>
        <source>Remove all messages from this list</source>
        <translation>从此列表中移除所有消息</translation>
    </message>
    <message>
        <source>&amp;Level:</source>
        <translation>级别(&amp;L):</translation>
    </message>
    <message>
        <source>Show messages of this level and above</source>
        <translation>显示此级别及以上的消息</translation>
    </message>
    <message>
        <source>Lowest level shown</source>
        <translation>显示的最低级别</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>筛选</translation>
    </message>
    <message>
        <source>Show only messages that contain this text</source>
        <translation>仅显示包含此文本的消息</translation>
    </message>
    <message>
        <source>Filter messages</source>
        <translation>筛选消息</translation>
    </message>
    <message>
        <source>Log messages</source>
        <translation>日志消息</translation>
    </message>
    <message>
        <source>Messages, the newest at the bottom</source>
        <translation>消息，最新的在底部</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>警告</translation>
    </message>
    <message>
        <source>The log could not be written to %1: %2</source>
        <translation>无法将日志写入 %1：%2</translation>
    </message>
    <message>
        <source>Save the log</source>
        <translation>保存日志</translation>
    </message>
    <message>
        <source>Text files (*.log *.txt);;All files (*)</source>
        <translation>文本文件 (*.log *.txt);;所有文件 (*)</translation>
    </message>
</context>
<context>
    <name>calm::ui::MainWindow</name>
    <message>
        <source>Sensitivity</source>
        <translation>敏感度</translation>
    </message>
    <message>
        <source>&amp;Sensitivity</source>
        <translation>敏感度(&amp;S)</translation>
    </message>
    <message>
        <source>Scores of every method at every layer</source>
        <translation>每种方法在每一层的得分</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>方案</translation>
    </message>
    <message>
        <source>&amp;Plan</source>
        <translation>方案(&amp;P)</translation>
    </message>
    <message>
        <source>Which method each layer uses</source>
        <translation>每一层使用哪种方法</translation>
    </message>
    <message>
        <source>Benchmark</source>
        <translation>基准测试</translation>
    </message>
    <message>
        <source>&amp;Benchmark</source>
        <translation>基准测试(&amp;B)</translation>
    </message>
    <message>
        <source>Perplexity and speed of the original, of uniform methods and of the plan</source>
        <translation>原始模型、统一方法和方案的困惑度与速度</translation>
    </message>
    <message>
        <source>Similarity</source>
        <translation>相似度</translation>
    </message>
    <message>
        <source>S&amp;imilarity</source>
        <translation>相似度(&amp;I)</translation>
    </message>
    <message>
        <source>How alike the layers of a model are</source>
        <translation>模型各层之间的相似程度</translation>
    </message>
    <message>
        <source>Try it</source>
        <translation>试用</translation>
    </message>
    <message>
        <source>Tr&amp;y it</source>
        <translation>试用(&amp;Y)</translation>
    </message>
    <message>
        <source>One prompt, two variants side by side</source>
        <translation>一个提示词，两个变体并排对比</translation>
    </message>
    <message>
        <source>The similarity was not saved.</source>
        <translation>相似度未保存。</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>设置…</translation>
    </message>
    <message>
        <source>Show log</source>
        <translation>显示日志</translation>
    </message>
    <message>
        <source>CALM Workbench</source>
        <translation>CALM Workbench</translation>
    </message>
    <message>
        <source>Stop and quit?</source>
        <translation>停止并退出？</translation>
    </message>
    <message>
        <source>%1 is still running. What is done so far is kept; the rest is stopped.</source>
        <translation>“%1”仍在运行。已完成的部分会保留，其余将停止。</translation>
    </message>
    <message>
        <source>Stop and quit</source>
        <translation>停止并退出</translation>
    </message>
    <message>
        <source>Stopping and saving …</source>
        <translation>正在停止并保存 …</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>Open &amp;model folder…</source>
        <translation>打开模型文件夹(&amp;M)…</translation>
    </message>
    <message>
        <source>Open a Hugging Face folder, or one that was exported here</source>
        <translation>打开 Hugging Face 文件夹，或由本程序导出的文件夹</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Safetensors with config.json, or what was exported here</source>
        <translation>safetensors 和 config.json，或由本程序导出的内容</translation>
    </message>
    <message>
        <source>Open model folder</source>
        <translation>打开模型文件夹</translation>
    </message>
    <message>
        <source>Open &amp;GGUF…</source>
        <translation>打开 GGUF(&amp;G)…</translation>
    </message>
    <message>
        <source>Open a GGUF file</source>
        <translation>打开 GGUF 文件</translation>
    </message>
    <message>
        <source>A model in the one-file format of llama.cpp</source>
        <translation>llama.cpp 单文件格式的模型</translation>
    </message>
    <message>
        <source>Open GGUF file</source>
        <translation>打开 GGUF 文件</translation>
    </message>
    <message>
        <source>GGUF models (*.gguf);;All files (*)</source>
        <translation>GGUF 模型 (*.gguf);;所有文件 (*)</translation>
    </message>
    <message>
        <source>Open from &amp;Hub…</source>
        <translation>从 Hub 打开(&amp;H)…</translation>
    </message>
    <message>
        <source>Download a model from the Hugging Face Hub and open it</source>
        <translation>从 Hugging Face Hub 下载模型并打开</translation>
    </message>
    <message>
        <source>Download from the Hugging Face Hub; files and size are shown first</source>
        <translation>从 Hugging Face Hub 下载；会先显示文件和大小</translation>
    </message>
    <message>
        <source>&amp;Try the sample model</source>
        <translation>试用示例模型(&amp;T)</translation>
    </message>
    <message>
        <source>SmolLM2-135M-Instruct: small, analysed in minutes</source>
        <translation>SmolLM2-135M-Instruct：很小，几分钟即可分析完</translation>
    </message>
    <message>
        <source>Open sess&amp;ion…</source>
        <translation>打开会话(&amp;I)…</translation>
    </message>
    <message>
        <source>Go on with a saved session</source>
        <translation>继续已保存的会话</translation>
    </message>
    <message>
        <source>Go on where you left: scores, plan and benchmarks are kept</source>
        <translation>从上次停下处继续：得分、方案和基准测试都会保留</translation>
    </message>
    <message>
        <source>Open session folder</source>
        <translation>打开会话文件夹</translation>
    </message>
    <message>
        <source>&amp;Save session</source>
        <translation>保存会话(&amp;S)</translation>
    </message>
    <message>
        <source>Save the session now; it is also saved after each edit</source>
        <translation>立即保存会话；每次编辑后也会自动保存</translation>
    </message>
    <message>
        <source>Save session &amp;as…</source>
        <translation>会话另存为(&amp;A)…</translation>
    </message>
    <message>
        <source>Save the session in another folder</source>
        <translation>将会话保存到另一个文件夹</translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation>导出(&amp;E)…</translation>
    </message>
    <message>
        <source>Write the quantized model</source>
        <translation>写出量化模型</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Save re&amp;port…</source>
        <translation>保存报告(&amp;P)…</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>退出(&amp;Q)</translation>
    </message>
    <message>
        <source>Save and quit</source>
        <translation>保存并退出</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>撤销(&amp;U)</translation>
    </message>
    <message>
        <source>Take back the last edit of plan, pool or set-up</source>
        <translation>撤回对方案、方法池或配置的上一次编辑</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>重做(&amp;R)</translation>
    </message>
    <message>
        <source>Make the edit again that was taken back</source>
        <translation>重做被撤回的编辑</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>&amp;Clear all overrides</source>
        <translation>清除所有手动指定(&amp;C)</translation>
    </message>
    <message>
        <source>Let the search decide every layer again</source>
        <translation>让搜索重新决定每一层</translation>
    </message>
    <message>
        <source>&amp;Settings…</source>
        <translation>设置(&amp;S)…</translation>
    </message>
    <message>
        <source>Threads, device, limits, theme, language and defaults</source>
        <translation>线程、设备、限制、主题、语言和默认值</translation>
    </message>
    <message>
        <source>&amp;Analyse</source>
        <translation>分析(&amp;A)</translation>
    </message>
    <message>
        <source>Score every method of the pool at every layer</source>
        <translation>在每一层为方法池中的每种方法评分</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation>暂停(&amp;P)</translation>
    </message>
    <message>
        <source>Pause the running job, or go on</source>
        <translation>暂停正在运行的任务，或继续</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>取消(&amp;C)</translation>
    </message>
    <message>
        <source>Stop the running job; what is done is kept</source>
        <translation>停止正在运行的任务；已完成的部分会保留</translation>
    </message>
    <message>
        <source>&amp;Recompute from the stale layer</source>
        <translation>从过期层起重新计算(&amp;R)</translation>
    </message>
    <message>
        <source>Score again from the first stale layer on</source>
        <translation>从第一个过期层起重新评分</translation>
    </message>
    <message>
        <source>Recompute</source>
        <translation>重新计算</translation>
    </message>
    <message>
        <source>Compare perplexity and speed of the original and the plan</source>
        <translation>比较原始模型与方案的困惑度和速度</translation>
    </message>
    <message>
        <source>&amp;Analysis</source>
        <translation>分析(&amp;A)</translation>
    </message>
    <message>
        <source>Copy the calm command that runs this analysis without the window</source>
        <translation>复制无需窗口即可运行此分析的 calm 命令</translation>
    </message>
    <message>
        <source>Copy the calm command that scores the stale layers again</source>
        <translation>复制重新为过期层评分的 calm 命令</translation>
    </message>
    <message>
        <source>Copy the calm command that measures what is checked on the Benchmark page</source>
        <translation>复制测量“基准测试”页勾选内容的 calm 命令</translation>
    </message>
    <message>
        <source>&amp;Export</source>
        <translation>导出(&amp;E)</translation>
    </message>
    <message>
        <source>Copy the calm command that writes the plan&apos;s model, as the export dialog would by itself</source>
        <translation>复制按导出对话框默认设置写出方案模型的 calm 命令</translation>
    </message>
    <message>
        <source>Re&amp;port</source>
        <translation>报告(&amp;P)</translation>
    </message>
    <message>
        <source>Copy the calm command that writes the report</source>
        <translation>复制写出报告的 calm 命令</translation>
    </message>
    <message>
        <source>&amp;Reset layout</source>
        <translation>重置布局(&amp;R)</translation>
    </message>
    <message>
        <source>Put docks and splitters back</source>
        <translation>将面板和分隔条恢复原位</translation>
    </message>
    <message>
        <source>&amp;Help on this page</source>
        <translation>此页面的帮助(&amp;H)</translation>
    </message>
    <message>
        <source>What this page is for, and how it is used</source>
        <translation>此页面的用途和用法</translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts</source>
        <translation>键盘快捷键(&amp;K)</translation>
    </message>
    <message>
        <source>All keyboard shortcuts</source>
        <translation>所有键盘快捷键</translation>
    </message>
    <message>
        <source>Heatmap</source>
        <translation>热力图</translation>
    </message>
    <message>
        <source>Use the method for the selected layers</source>
        <translation>将该方法用于所选层</translation>
    </message>
    <message>
        <source>Enter, Space</source>
        <translation>Enter、空格</translation>
    </message>
    <message>
        <source>Use the method of that row</source>
        <translation>使用对应行的方法</translation>
    </message>
    <message>
        <source>1 … 9</source>
        <translation>1 … 9</translation>
    </message>
    <message>
        <source>Clear the override</source>
        <translation>清除手动指定</translation>
    </message>
    <message>
        <source>Del</source>
        <translation>Del</translation>
    </message>
    <message>
        <source>Select several layers</source>
        <translation>选择多个层</translation>
    </message>
    <message>
        <source>Shift+Arrow</source>
        <translation>Shift+方向键</translation>
    </message>
    <message>
        <source>Paint the method over further layers</source>
        <translation>将方法涂抹到更多层</translation>
    </message>
    <message>
        <source>Ctrl+Shift+Left, Ctrl+Shift+Right</source>
        <translation>Ctrl+Shift+左、Ctrl+Shift+右</translation>
    </message>
    <message>
        <source>Paint by dragging, on or off</source>
        <translation>开启或关闭拖动涂抹</translation>
    </message>
    <message>
        <source>P</source>
        <translation>P</translation>
    </message>
    <message>
        <source>Widen or narrow the columns</source>
        <translation>加宽或收窄列</translation>
    </message>
    <message>
        <source>Ctrl+Wheel</source>
        <translation>Ctrl+滚轮</translation>
    </message>
    <message>
        <source>Copy the selected scores</source>
        <translation>复制所选得分</translation>
    </message>
    <message>
        <source>Ctrl+C</source>
        <translation>Ctrl+C</translation>
    </message>
    <message>
        <source>Choose another method</source>
        <translation>选择其他方法</translation>
    </message>
    <message>
        <source>F2</source>
        <translation>F2</translation>
    </message>
    <message>
        <source>Kept plans</source>
        <translation>保留的方案</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>重命名</translation>
    </message>
    <message>
        <source>Make the plan current</source>
        <translation>设为当前方案</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Zoom in, zoom out, show all</source>
        <translation>放大、缩小、显示全部</translation>
    </message>
    <message>
        <source>+, −, 0</source>
        <translation>+、−、0</translation>
    </message>
    <message>
        <source>Move the view</source>
        <translation>移动视图</translation>
    </message>
    <message>
        <source>Generate with both variants</source>
        <translation>用两个变体生成</translation>
    </message>
    <message>
        <source>Ctrl+Enter</source>
        <translation>Ctrl+Enter</translation>
    </message>
    <message>
        <source>Message bar</source>
        <translation>消息栏</translation>
    </message>
    <message>
        <source>Close the message</source>
        <translation>关闭消息</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>&amp;About CALM Workbench</source>
        <translation>关于 CALM Workbench(&amp;A)</translation>
    </message>
    <message>
        <source>Version and licence</source>
        <translation>版本和许可证</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>Open &amp;recent</source>
        <translation>打开最近使用(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Figures and tables</source>
        <translation>图和表(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>编辑(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Run</source>
        <translation>运行(&amp;R)</translation>
    </message>
    <message>
        <source>Copy as command &amp;line</source>
        <translation>复制为命令行(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>视图(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Colour theme</source>
        <translation>颜色主题(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;System</source>
        <translation>跟随系统(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>浅色(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>深色(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
    <message>
        <source>Main tool bar</source>
        <translation>主工具栏</translation>
    </message>
    <message>
        <source>Tool b&amp;ar</source>
        <translation>工具栏(&amp;A)</translation>
    </message>
    <message>
        <source>The results could not be saved.</source>
        <translation>无法保存结果。</translation>
    </message>
    <message>
        <source>Checking the export</source>
        <translation>检查导出</translation>
    </message>
    <message>
        <source>Exporting %1</source>
        <translation>导出 %1</translation>
    </message>
    <message>
        <source>The model was exported to %1.</source>
        <translation>模型已导出到 %1。</translation>
    </message>
    <message>
        <source>The export failed.</source>
        <translation>导出失败。</translation>
    </message>
    <message>
        <source>Save the report</source>
        <translation>保存报告</translation>
    </message>
    <message>
        <source>Web page (*.html)</source>
        <translation>网页 (*.html)</translation>
    </message>
    <message>
        <source>Writing the report</source>
        <translation>写出报告</translation>
    </message>
    <message>
        <source>The report was saved as %1.</source>
        <translation>报告已保存为 %1。</translation>
    </message>
    <message>
        <source>The report could not be saved.</source>
        <translation>无法保存报告。</translation>
    </message>
    <message>
        <source>No program was found here that opens %1.</source>
        <translation>未找到可打开 %1 的程序。</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>在文件夹中显示</translation>
    </message>
    <message>
        <source>Looking up %1</source>
        <translation>查询 %1</translation>
    </message>
    <message>
        <source>Downloading %1</source>
        <translation>下载 %1</translation>
    </message>
    <message>
        <source>Set-up</source>
        <translation>配置</translation>
    </message>
    <message>
        <source>Set-&amp;up</source>
        <translation>配置(&amp;U)</translation>
    </message>
    <message>
        <source>Pool, calibration and quantization of an analysis</source>
        <translation>分析的方法池、校准和量化</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>&amp;Model</source>
        <translation>模型(&amp;M)</translation>
    </message>
    <message>
        <source>What the open model is</source>
        <translation>所打开模型的信息</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>层</translation>
    </message>
    <message>
        <source>Lay&amp;er</source>
        <translation>层(&amp;E)</translation>
    </message>
    <message>
        <source>Candidates, distributions and repair of the selected layer</source>
        <translation>所选层的候选方法、分布和修复</translation>
    </message>
    <message>
        <source>As opened</source>
        <translation>打开时的状态</translation>
    </message>
    <message>
        <source>History of edits</source>
        <translation>编辑历史</translation>
    </message>
    <message>
        <source>Every edit of plan, pool and set-up; choose one to go back to it</source>
        <translation>对方案、方法池和配置的每次编辑；选择一项即可回到该状态</translation>
    </message>
    <message>
        <source>History</source>
        <translation>历史</translation>
    </message>
    <message>
        <source>Hist&amp;ory</source>
        <translation>历史(&amp;O)</translation>
    </message>
    <message>
        <source>Every edit of plan, pool and set-up, to go back to</source>
        <translation>对方案、方法池和配置的每次编辑，可回到其中任一项</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>帮助</translation>
    </message>
    <message>
        <source>Help on the page that you are on</source>
        <translation>当前页面的帮助</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>日志</translation>
    </message>
    <message>
        <source>&amp;Log</source>
        <translation>日志(&amp;L)</translation>
    </message>
    <message>
        <source>What happened, with details</source>
        <translation>发生过的事情及详情</translation>
    </message>
    <message>
        <source>The log could not be saved.</source>
        <translation>无法保存日志。</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>S&amp;tart</source>
        <translation>开始(&amp;T)</translation>
    </message>
    <message>
        <source>Open a model or a session</source>
        <translation>打开模型或会话</translation>
    </message>
    <message>
        <source>The sample model is not here.</source>
        <translation>示例模型不在本机。</translation>
    </message>
    <message>
        <source>It was looked for at %1, where packaging/setup.sh puts it. It can also come from the Hub (%2).</source>
        <translation>已在 %1 查找，packaging/setup.sh 会将其放在该处。也可从 Hub 获取 (%2)。</translation>
    </message>
    <message>
        <source>Open from Hub…</source>
        <translation>从 Hub 打开…</translation>
    </message>
    <message>
        <source>The workbench was not closed properly. %1 was open.</source>
        <translation>Workbench 未正常关闭。当时打开的是 %1。</translation>
    </message>
    <message>
        <source>What was saved or scored until then is there.</source>
        <translation>在此之前保存或评分的内容都还在。</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>use the recipe %1</source>
        <translation>使用配方 %1</translation>
    </message>
    <message>
        <source>Copied as a command line:</source>
        <translation>已复制为命令行:</translation>
    </message>
    <message>
        <source>%1: done in %2</source>
        <translation>%1：已完成，用时 %2</translation>
    </message>
    <message>
        <source>%1: stopped after %2</source>
        <translation>%1：在 %2 后停止</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>就绪</translation>
    </message>
    <message>
        <source>%1: done</source>
        <translation>%1：已完成</translation>
    </message>
    <message>
        <source>%1: stopped</source>
        <translation>%1：已停止</translation>
    </message>
    <message>
        <source>%1: failed</source>
        <translation>%1：失败</translation>
    </message>
    <message>
        <source>Save the session in this folder</source>
        <translation>将会话保存到此文件夹</translation>
    </message>
    <message>
        <source>Write model, scores, plan and benchmarks as one HTML page or as PDF</source>
        <translation>将模型、得分、方案和基准测试写成一个 HTML 页面或 PDF</translation>
    </message>
    <message>
        <source>Save report as P&amp;DF…</source>
        <translation>将报告保存为 PDF(&amp;D)…</translation>
    </message>
    <message>
        <source>Write the same report as a PDF for paper</source>
        <translation>将同一报告写成便于打印的 PDF</translation>
    </message>
    <message>
        <source>Plots and tables of the &amp;report…</source>
        <translation>报告的图和表(&amp;R)…</translation>
    </message>
    <message>
        <source>Look at every plot and table of the report, copy or save it</source>
        <translation>查看报告的每个图和表，并可复制或保存</translation>
    </message>
    <message>
        <source>Save &amp;every plot and table…</source>
        <translation>保存所有图和表(&amp;E)…</translation>
    </message>
    <message>
        <source>Save all plots as SVG and PNG and all tables as CSV and JSON in one folder</source>
        <translation>将所有图保存为 SVG 和 PNG，所有表保存为 CSV 和 JSON，放在同一文件夹中</translation>
    </message>
    <message>
        <source>Reading %1 back</source>
        <translation>读回 %1</translation>
    </message>
    <message>
        <source>PDF (*.pdf)</source>
        <translation>PDF (*.pdf)</translation>
    </message>
    <message>
        <source>Save every plot and table in this folder</source>
        <translation>将所有图和表保存到此文件夹</translation>
    </message>
    <message>
        <source>Writing plots and tables</source>
        <translation>写出图和表</translation>
    </message>
    <message>
        <source>Every plot and table was saved in %1.</source>
        <translation>所有图和表已保存到 %1。</translation>
    </message>
    <message>
        <source>Saved as %1.</source>
        <translation>已保存为 %1。</translation>
    </message>
    <message>
        <source>The file could not be saved.</source>
        <translation>无法保存文件。</translation>
    </message>
    <message>
        <source>Reading the report</source>
        <translation>读取报告</translation>
    </message>
    <message>
        <source>Bud&amp;get…</source>
        <translation>预算(&amp;G)…</translation>
    </message>
    <message>
        <source>Find the best plans for an average of bits or a file size</source>
        <translation>为平均位数或文件大小寻找最佳方案</translation>
    </message>
    <message>
        <source>These plans are kept already.</source>
        <translation>这些方案已经保留。</translation>
    </message>
    <message>
        <source>Kept as &quot;%1&quot;: it is on the Plan page now.</source>
        <translation>已保留为“%1”：现在位于“方案”页。</translation>
    </message>
    <message numerus="yes">
        <source>%n plans were kept: they are on the Plan page now.</source>
        <translation>
            <numerusform>已保留 %n 个方案：现在位于“方案”页。</numerusform>
        </translation>
    </message>
    <message>
        <source>This is the current plan now; undo takes it back.</source>
        <translation>这现在是当前方案；可以撤销。</translation>
    </message>
    <message>
        <source>Re&amp;fine plan…</source>
        <translation>细化方案(&amp;F)…</translation>
    </message>
    <message>
        <source>Try other methods layer by layer on the whole model, and keep what brings it closer to the original</source>
        <translation>在整个模型上逐层尝试其他方法，保留使其更接近原始模型的更换</translation>
    </message>
    <message>
        <source>Recipe %1</source>
        <translation>配方 %1</translation>
    </message>
    <message>
        <source>Pool %1</source>
        <translation>方法池 %1</translation>
    </message>
    <message>
        <source>Save session as…</source>
        <translation>会话另存为…</translation>
    </message>
</context>
<context>
    <name>calm::ui::MessageBar</name>
    <message>
        <source>Message</source>
        <translation>消息</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>详情</translation>
    </message>
    <message>
        <source>Show or hide what is known about this message</source>
        <translation>显示或隐藏此消息的已知信息</translation>
    </message>
    <message>
        <source>Close this message</source>
        <translation>关闭此消息</translation>
    </message>
    <message>
        <source>Details of the message</source>
        <translation>消息详情</translation>
    </message>
    <message>
        <source>What is known about this message</source>
        <translation>此消息的已知信息</translation>
    </message>
    <message>
        <source>Error: %1</source>
        <translation>错误：%1</translation>
    </message>
    <message>
        <source>Warning: %1</source>
        <translation>警告：%1</translation>
    </message>
</context>
<context>
    <name>calm::ui::MethodDelegate</name>
    <message>
        <source>Method of the layer</source>
        <translation>该层的方法</translation>
    </message>
    <message>
        <source>As the search decides</source>
        <translation>由搜索决定</translation>
    </message>
</context>
<context>
    <name>calm::ui::ModelDock</name>
    <message>
        <source>%1 × %2</source>
        <translation>%1 × %2</translation>
    </message>
    <message>
        <source>No model is open.
Open a model folder or a GGUF file, or drop one here.</source>
        <translation>未打开模型。
请打开模型文件夹或 GGUF 文件，或将其拖放到此处。</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>层</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>形状</translation>
    </message>
    <message>
        <source>Stored</source>
        <translation>存储</translation>
    </message>
    <message>
        <source>Bits</source>
        <translation>位数</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>组</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>方法</translation>
    </message>
    <message>
        <source>Outputs × inputs</source>
        <translation>输出 × 输入</translation>
    </message>
    <message>
        <source>Type of the weights in the file</source>
        <translation>文件中权重的类型</translation>
    </message>
    <message>
        <source>Bits of weights and of activations once quantized: W4A8 is 4 and 8</source>
        <translation>量化后权重和激活值的位数：W4A8 即 4 和 8</translation>
    </message>
    <message>
        <source>Input channels that share one weight scale</source>
        <translation>共用一个权重缩放的输入通道</translation>
    </message>
    <message>
        <source>The method that the plan gives this layer</source>
        <translation>方案为该层指定的方法</translation>
    </message>
    <message>
        <source>Layers of the model</source>
        <translation>模型的层</translation>
    </message>
    <message>
        <source>Decoder layers and their linear layers</source>
        <translation>解码器层及其线性层</translation>
    </message>
    <message>
        <source>Note on groups</source>
        <translation>关于组的说明</translation>
    </message>
    <message>
        <source>Copy as text</source>
        <translation>复制为文本</translation>
    </message>
    <message>
        <source>Copy the facts and the list of layers</source>
        <translation>复制各项信息和层列表</translation>
    </message>
    <message>
        <source>Copy the model&apos;s description</source>
        <translation>复制模型描述</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Path</source>
        <translation>路径</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>%1, quantized by this program</source>
        <translation>%1，由本程序量化</translation>
    </message>
    <message>
        <source>Architecture</source>
        <translation>架构</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>参数</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>层</translation>
    </message>
    <message>
        <source>Hidden / FFN width</source>
        <translation>隐藏 / FFN 宽度</translation>
    </message>
    <message>
        <source>%1 / %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>Heads</source>
        <translation>注意力头</translation>
    </message>
    <message>
        <source>%1 × %3, keys and values %2 × %3</source>
        <translation>%1 × %3，键和值 %2 × %3</translation>
    </message>
    <message>
        <source>Vocabulary</source>
        <translation>词表</translation>
    </message>
    <message>
        <source>Positions</source>
        <translation>位置数</translation>
    </message>
    <message>
        <source>Rotary embedding</source>
        <translation>旋转位置编码</translation>
    </message>
    <message>
        <source>Embeddings</source>
        <translation>嵌入</translation>
    </message>
    <message>
        <source>shared with the output head</source>
        <translation>与输出头共享</translation>
    </message>
    <message>
        <source>separate output head</source>
        <translation>独立输出头</translation>
    </message>
    <message>
        <source>Stored as</source>
        <translation>存储类型</translation>
    </message>
    <message>
        <source>File size</source>
        <translation>文件大小</translation>
    </message>
    <message>
        <source>Tokenizer</source>
        <translation>分词器</translation>
    </message>
    <message>
        <source>Quantized size</source>
        <translation>量化后大小</translation>
    </message>
    <message>
        <source>about %1, %2 of 16 bit</source>
        <translation>约 %1，为 16 位的 %2</translation>
    </message>
    <message>
        <source>about %1</source>
        <translation>约 %1</translation>
    </message>
    <message>
        <source>Analysis needs</source>
        <translation>分析需要</translation>
    </message>
    <message>
        <source>%1 of memory: too much, %2 are free here</source>
        <translation>%1 内存：过多，本机可用 %2</translation>
    </message>
    <message>
        <source>%1 of memory; %2 are free here</source>
        <translation>%1 内存；本机可用 %2</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>16</source>
        <translation>16</translation>
    </message>
    <message>
        <source>Layer %1</source>
        <translation>第 %1 层</translation>
    </message>
    <message>
        <source>Stays 16 bit: no group of 32 or more divides its %1 inputs</source>
        <translation>保持 16 位：没有 32 或更大的组能整除其 %1 个输入</translation>
    </message>
    <message>
        <source>Group %1 instead of %2, which does not divide its %3 inputs</source>
        <translation>组为 %1 而非 %2，后者不能整除其 %3 个输入</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Smaller group than %1: %2</source>
        <translation>组小于 %1：%2</translation>
    </message>
    <message>
        <source>Stay 16 bit: %1</source>
        <translation>保持 16 位：%1</translation>
    </message>
    <message>
        <source>%1 (yours)</source>
        <translation>%1（手动）</translation>
    </message>
    <message>
        <source>%1 (stale)</source>
        <translation>%1（已过期）</translation>
    </message>
    <message>
        <source>Its scores were measured under other choices below</source>
        <translation>其得分是在下方各层选择不同时测得的</translation>
    </message>
    <message>
        <source>channel</source>
        <translation>通道</translation>
    </message>
</context>
<context>
    <name>calm::ui::NamedPlansModel</name>
    <message>
        <source>current</source>
        <translation>当前</translation>
    </message>
    <message numerus="yes">
        <source>%n layers</source>
        <translation>
            <numerusform>%n 层</numerusform>
        </translation>
    </message>
    <message>
        <source>The same methods as the current plan</source>
        <translation>与当前方案的方法相同</translation>
    </message>
    <message numerus="yes">
        <source>Differs from the current plan in %n layers</source>
        <translation>
            <numerusform>与当前方案有 %n 层不同</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, kept %2
%3</source>
        <translation>%1，保留于 %2
%3</translation>
    </message>
    <message>
        <source>Kept plan</source>
        <translation>保留的方案</translation>
    </message>
    <message>
        <source>Differs in</source>
        <translation>差异</translation>
    </message>
    <message>
        <source>Layers whose method is not the current plan&apos;s</source>
        <translation>方法与当前方案不同的层</translation>
    </message>
    <message>
        <source>1 layer</source>
        <translation>1 层</translation>
    </message>
    <message>
        <source>Differs from the current plan in 1 layer</source>
        <translation>与当前方案有 1 层不同</translation>
    </message>
</context>
<context>
    <name>calm::ui::ParetoChart</name>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>%1 (the largest within the budget)</source>
        <translation>%1（预算内最大）</translation>
    </message>
    <message>
        <source>%1 against %2. %3</source>
        <translation>%1 对 %2。%3</translation>
    </message>
</context>
<context>
    <name>calm::ui::ParetoModel</name>
    <message>
        <source>Predicted loss: KL (nats a token)</source>
        <translation>预测损失：KL（每 token 奈特）</translation>
    </message>
    <message>
        <source>Predicted loss: relative squared error</source>
        <translation>预测损失：相对平方误差</translation>
    </message>
    <message>
        <source>Predicted loss: Hessian-weighted error</source>
        <translation>预测损失：Hessian 加权误差</translation>
    </message>
    <message>
        <source>The layers are taken to add up: it is a prediction, so keep a plan and measure it on the Benchmark page.</source>
        <translation>假设各层可以相加：这是预测值，请保留方案并在“基准测试”页上测量。</translation>
    </message>
    <message>
        <source>Predicted loss: by how much more the model&apos;s output diverges from the original (KL, nats a token) than with the best method of the pool at that layer, summed over the layers.</source>
        <translation>预测损失：与该层使用方法池中最佳方法相比，模型输出与原模型的散度（KL，每 token 奈特）多出多少，对各层求和。</translation>
    </message>
    <message>
        <source>Predicted loss: the relative squared error of a layer&apos;s output after the residual, less that of the best method of the pool at that layer, summed over the layers.</source>
        <translation>预测损失：残差之后层输出的相对平方误差，减去该层方法池中最佳方法的误差，对各层求和。</translation>
    </message>
    <message>
        <source>Predicted loss (HAWQ-V2): each linear&apos;s mean Hessian trace times its squared rounding error at the method&apos;s bits, summed over all linears. It does not tell methods of the same bits apart.</source>
        <translation>预测损失（HAWQ-V2）：每个线性层的平均 Hessian 迹乘以该方法位数下的平方舍入误差，对所有线性层求和。它不能区分位数相同的方法。</translation>
    </message>
    <message>
        <source>%1 × %2</source>
        <translation>%1 × %2</translation>
    </message>
    <message>
        <source>The largest plan within the budget: %1</source>
        <translation>预算内最大的方案：%1</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>A weight of the decoder&apos;s linears with its share of scales, zero points and outliers</source>
        <translation>解码器线性层的一个权重，包括其分摊的缩放因子、零点和离群值</translation>
    </message>
    <message>
        <source>The weights&apos; file as compressed-tensors, at most</source>
        <translation>compressed-tensors 格式的权重文件，最多</translation>
    </message>
    <message>
        <source>How many layers have which method</source>
        <translation>各方法用于多少层</translation>
    </message>
    <message>
        <source>Bits</source>
        <translation>位数</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Predicted loss</source>
        <translation>预测损失</translation>
    </message>
    <message>
        <source>Layers by method</source>
        <translation>各方法的层数</translation>
    </message>
</context>
<context>
    <name>calm::ui::PartsEditor</name>
    <message>
        <source>Attention: q, k, v, o</source>
        <translation>注意力：q、k、v、o</translation>
    </message>
    <message>
        <source>Feed-forward: gate, up, down</source>
        <translation>前馈网络：gate、up、down</translation>
    </message>
    <message>
        <source>q, k and v</source>
        <translation>q、k 和 v</translation>
    </message>
    <message>
        <source>gate and up</source>
        <translation>gate 和 up</translation>
    </message>
    <message>
        <source>Add pa&amp;rt</source>
        <translation>添加部分(&amp;R)</translation>
    </message>
    <message>
        <source>Part of the layer</source>
        <translation>层的部分</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>方法</translation>
    </message>
    <message>
        <source>Give another part of the layer a method of its own. Every linear is in exactly one part.</source>
        <translation>为层的另一部分单独指定方法。每个线性层恰好属于一个部分。</translation>
    </message>
    <message>
        <source>Add part</source>
        <translation>添加部分</translation>
    </message>
    <message>
        <source>Which linears this method quantizes</source>
        <translation>此方法量化哪些线性层</translation>
    </message>
    <message>
        <source>Stages joined by +, options after colons, as in awq:clip+gptq:act-order</source>
        <translation>各阶段用 + 连接，选项写在冒号后，例如 awq:clip+gptq:act-order</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Part %1</source>
        <translation>部分 %1</translation>
    </message>
    <message>
        <source>Method of part %1</source>
        <translation>部分 %1 的方法</translation>
    </message>
    <message>
        <source>Remove part %1</source>
        <translation>移除部分 %1</translation>
    </message>
    <message>
        <source>Take part %1 out of the method</source>
        <translation>从方法中去掉部分 %1</translation>
    </message>
</context>
<context>
    <name>calm::ui::Picture</name>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
</context>
<context>
    <name>calm::ui::PlanCompareView</name>
    <message>
        <source>&amp;Layers that are alike too</source>
        <translation>也列出相同的层(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Back to the plan</source>
        <translation>返回方案(&amp;B)</translation>
    </message>
    <message>
        <source>Show the current plan again (Esc)</source>
        <translation>重新显示当前方案 (Esc)</translation>
    </message>
    <message>
        <source>First plan</source>
        <translation>第一个方案</translation>
    </message>
    <message>
        <source>The plan in the first columns</source>
        <translation>前几列中的方案</translation>
    </message>
    <message>
        <source>Second plan</source>
        <translation>第二个方案</translation>
    </message>
    <message>
        <source>The plan in the second columns</source>
        <translation>后几列中的方案</translation>
    </message>
    <message>
        <source>List every layer; those that differ are bold</source>
        <translation>列出所有层；有差异的以粗体显示</translation>
    </message>
    <message>
        <source>Difference of two plans</source>
        <translation>两个方案的差异</translation>
    </message>
    <message>
        <source>Layers where the two plans use different methods</source>
        <translation>两个方案使用不同方法的层</translation>
    </message>
    <message>
        <source>Columns of the difference</source>
        <translation>差异表的列</translation>
    </message>
    <message>
        <source>and</source>
        <translation>与</translation>
    </message>
    <message>
        <source>Current plan</source>
        <translation>当前方案</translation>
    </message>
    <message>
        <source>Both plans use the same method at every layer.</source>
        <translation>两个方案在每一层都使用相同的方法。</translation>
    </message>
    <message numerus="yes">
        <source>%n of %1 layers differ.</source>
        <translation>
            <numerusform>%1 层中有 %n 层不同。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>calm::ui::PlanDiffModel</name>
    <message>
        <source>Current plan</source>
        <translation>当前方案</translation>
    </message>
    <message>
        <source>Layer %1, %2: %3</source>
        <translation>第 %1 层，%2：%3</translation>
    </message>
    <message>
        <source>Scores are those under each plan&apos;s own choices below; a dash where a layer was not scored under them.</source>
        <translation>得分对应各方案自身下方各层的选择；未在该条件下评分的层显示为短横线。</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>层</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>差值</translation>
    </message>
</context>
<context>
    <name>calm::ui::PlanModel</name>
    <message>
        <source>group %1</source>
        <translation>组 %1</translation>
    </message>
    <message>
        <source>16 bit</source>
        <translation>16 位</translation>
    </message>
    <message>
        <source>you</source>
        <translation>手动</translation>
    </message>
    <message>
        <source>search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>undecided</source>
        <translation>未决定</translation>
    </message>
    <message>
        <source>stale</source>
        <translation>已过期</translation>
    </message>
    <message>
        <source>current</source>
        <translation>当前</translation>
    </message>
    <message>
        <source>Layer %1, %2: %3</source>
        <translation>第 %1 层，%2：%3</translation>
    </message>
    <message>
        <source>Stale: measured under other choices below or other options, or not for the whole pool. Recompute from here to renew it.</source>
        <translation>已过期：在下方各层选择或选项不同时测得，或未覆盖整个方法池。从此处重新计算即可更新。</translation>
    </message>
    <message>
        <source>Bits a weight with everything stored for it: %1</source>
        <translation>每个权重的位数（含为其存储的全部内容）：%1</translation>
    </message>
    <message>
        <source>To the best other method of the pool</source>
        <translation>与方法池中其他最佳方法相比</translation>
    </message>
    <message>
        <source>%1
Cannot be exported: no format holds SpQR&apos;s outliers.</source>
        <translation>%1
无法导出：没有格式能容纳 SpQR 的离群值。</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>层</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>方法</translation>
    </message>
    <message>
        <source>Decided by</source>
        <translation>决定方式</translation>
    </message>
    <message>
        <source>Margin</source>
        <translation>领先幅度</translation>
    </message>
    <message>
        <source>Bits</source>
        <translation>位数</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Scores</source>
        <translation>得分</translation>
    </message>
    <message>
        <source>Distance to the best other method of the pool</source>
        <translation>相对方法池中其他最佳方法的领先幅度</translation>
    </message>
    <message>
        <source>Bits a weight takes, scales included</source>
        <translation>每个权重占用的位数，含缩放</translation>
    </message>
    <message>
        <source>What the layer&apos;s weights take, scales included</source>
        <translation>该层权重占用的空间，含缩放</translation>
    </message>
    <message>
        <source>Whether the scores were measured under the plan as it stands</source>
        <translation>得分是否在当前方案下测得</translation>
    </message>
    <message>
        <source>per channel</source>
        <translation>每通道</translation>
    </message>
</context>
<context>
    <name>calm::ui::PlanPage</name>
    <message>
        <source>&amp;Use for selection</source>
        <translation>用于所选层(&amp;U)</translation>
    </message>
    <message>
        <source>C&amp;lear overrides</source>
        <translation>清除手动指定(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Apply uniform</source>
        <translation>统一应用(&amp;A)</translation>
    </message>
    <message>
        <source>Re&amp;compute from here</source>
        <translation>从此处重新计算(&amp;C)</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>方案</translation>
    </message>
    <message>
        <source>Double-click a method to choose another one</source>
        <translation>双击方法可选择其他方法</translation>
    </message>
    <message>
        <source>One row a layer; F2 in the method column chooses another method, Delete clears the override.</source>
        <translation>每层一行；在方法列按 F2 选择其他方法，按 Delete 清除手动指定。</translation>
    </message>
    <message>
        <source>Columns of the plan</source>
        <translation>方案的列</translation>
    </message>
    <message>
        <source>Save &amp;plan as CSV…</source>
        <translation>将方案保存为 CSV(&amp;P)…</translation>
    </message>
    <message>
        <source>Save the layers with methods, scores and sizes as a table</source>
        <translation>将各层及其方法、得分和大小保存为表格</translation>
    </message>
    <message>
        <source>Save plan</source>
        <translation>保存方案</translation>
    </message>
    <message>
        <source>Table (*.csv)</source>
        <translation>表格 (*.csv)</translation>
    </message>
    <message>
        <source>The plan was saved as %1.</source>
        <translation>方案已保存为 %1。</translation>
    </message>
    <message>
        <source>The plan could not be saved.</source>
        <translation>无法保存方案。</translation>
    </message>
    <message>
        <source>Copy pla&amp;n</source>
        <translation>复制方案(&amp;N)</translation>
    </message>
    <message>
        <source>Copy the selected layers, or all, as a table for a spreadsheet</source>
        <translation>将所选层或全部层复制为电子表格可用的表格</translation>
    </message>
    <message>
        <source>Filter: a method, &quot;stale&quot;, &quot;you&quot; …</source>
        <translation>筛选：方法、“已过期”、“手动” …</translation>
    </message>
    <message>
        <source>Filter the plan</source>
        <translation>筛选方案</translation>
    </message>
    <message>
        <source>Show only the layers whose row contains this text</source>
        <translation>仅显示所在行包含此文本的层</translation>
    </message>
    <message>
        <source>Method for the selected layers</source>
        <translation>所选层的方法</translation>
    </message>
    <message>
        <source>Use this method for the selected layers</source>
        <translation>将此方法用于所选层</translation>
    </message>
    <message>
        <source>Use this method for every layer; can be undone</source>
        <translation>将此方法用于每一层；可撤销</translation>
    </message>
    <message>
        <source>Let the search decide the selected layers again</source>
        <translation>让搜索重新决定所选层</translation>
    </message>
    <message>
        <source>Score again from the first selected layer on</source>
        <translation>从第一个所选层起重新评分</translation>
    </message>
    <message>
        <source>No plan yet</source>
        <translation>尚无方案</translation>
    </message>
    <message>
        <source>The plan says which method each layer uses. Open a model to begin.</source>
        <translation>方案规定每一层使用哪种方法。请先打开模型。</translation>
    </message>
    <message>
        <source>&quot;Analyse&quot; scores every method at every layer and fills the plan as it goes. You can change any layer afterwards.</source>
        <translation>“分析”会在每一层为每种方法评分，并逐步填充方案。之后可以更改任意层。</translation>
    </message>
    <message>
        <source>undecided</source>
        <translation>未决定</translation>
    </message>
    <message>
        <source>Layers: %1</source>
        <translation>层数：%1</translation>
    </message>
    <message>
        <source>%1, %2 of the original&apos;s %3</source>
        <translation>%1，为原始模型 %3 的 %2</translation>
    </message>
    <message>
        <source>Chosen by you: %1</source>
        <translation>手动选择：%1</translation>
    </message>
    <message>
        <source>Undecided: %1</source>
        <translation>未决定：%1</translation>
    </message>
    <message>
        <source>Cannot be exported (SpQR&apos;s outliers): %1</source>
        <translation>无法导出（SpQR 离群值）：%1</translation>
    </message>
    <message>
        <source>Stale: %1, recompute from layer %2</source>
        <translation>已过期：%1，从第 %2 层重新计算</translation>
    </message>
    <message>
        <source>all scores current</source>
        <translation>所有得分均为最新</translation>
    </message>
    <message>
        <source>%1 of %2 layers shown</source>
        <translation>显示 %2 层中的 %1 层</translation>
    </message>
    <message numerus="yes">
        <source>%n selected</source>
        <translation>
            <numerusform>已选 %n 个</numerusform>
        </translation>
    </message>
    <message>
        <source>Use %1</source>
        <translation>使用 %1</translation>
    </message>
    <message>
        <source>&amp;Recompute from layer %1</source>
        <translation>从第 %1 层重新计算(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Budget…</source>
        <translation>预算(&amp;B)…</translation>
    </message>
    <message>
        <source>Budget</source>
        <translation>预算</translation>
    </message>
    <message>
        <source>Find the best plans for an average of bits or a file size, and look at the curve of size against predicted loss</source>
        <translation>为平均位数或文件大小寻找最佳方案，并查看大小与预测损失的曲线</translation>
    </message>
    <message>
        <source>Ref&amp;ine…</source>
        <translation>细化(&amp;I)…</translation>
    </message>
    <message>
        <source>Bits a weight: the codes of the decoder&apos;s linears with their scales, zero points and outliers. Sizes: the whole model&apos;s, and that of the original as it is on disk.</source>
        <translation>每个权重的位数：解码器线性层的编码及其缩放、零点和离群值。大小：整个模型的大小，以及原始模型在磁盘上的大小。</translation>
    </message>
    <message>
        <source>Refine</source>
        <translation>细化</translation>
    </message>
    <message>
        <source>Try other methods layer by layer on the whole model, and keep what brings it closer to the original</source>
        <translation>在整个模型上逐层尝试其他方法，保留使其更接近原始模型的更换</translation>
    </message>
    <message>
        <source>%1 bits a weight as stored</source>
        <translation>存储时每个权重 %1 位</translation>
    </message>
</context>
<context>
    <name>calm::ui::PlansPanel</name>
    <message>
        <source>&amp;Keep current plan</source>
        <translation>保留当前方案(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;Make current</source>
        <translation>设为当前(&amp;M)</translation>
    </message>
    <message>
        <source>C&amp;ompare</source>
        <translation>比较(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Duplicate</source>
        <translation>创建副本(&amp;D)</translation>
    </message>
    <message>
        <source>Re&amp;name</source>
        <translation>重命名(&amp;N)</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Kept plans</source>
        <translation>保留的方案</translation>
    </message>
    <message>
        <source>F2 renames, Enter makes a plan the current one, Delete deletes it.</source>
        <translation>F2 重命名，Enter 将方案设为当前方案，Delete 删除方案。</translation>
    </message>
    <message>
        <source>Plans kept under a name. F2 renames, Enter makes one the current plan.</source>
        <translation>按名称保留的方案。F2 重命名，Enter 将其设为当前方案。</translation>
    </message>
    <message>
        <source>Columns of the kept plans</source>
        <translation>保留方案的列</translation>
    </message>
    <message>
        <source>Keep a plan under a name, then change the current one: kept plans can be compared, benchmarked and taken back.</source>
        <translation>以名称保留一个方案，再更改当前方案：保留的方案可用于比较、基准测试和恢复。</translation>
    </message>
    <message>
        <source>Keep the current plan under a name</source>
        <translation>以名称保留当前方案</translation>
    </message>
    <message>
        <source>Use the selected plan&apos;s method at every layer; can be undone</source>
        <translation>在每一层使用所选方案的方法；可撤销</translation>
    </message>
    <message>
        <source>Compare the two selected plans, or the selected one with the current plan</source>
        <translation>比较所选的两个方案，或将所选方案与当前方案比较</translation>
    </message>
    <message>
        <source>Copy the selected plan</source>
        <translation>复制所选方案</translation>
    </message>
    <message>
        <source>Give the selected plan another name</source>
        <translation>为所选方案改名</translation>
    </message>
    <message>
        <source>Delete the selected plans; can be undone</source>
        <translation>删除所选方案；可撤销</translation>
    </message>
    <message>
        <source>Plan %1</source>
        <translation>方案 %1</translation>
    </message>
    <message>
        <source>%1 (copy)</source>
        <translation>%1（副本）</translation>
    </message>
</context>
<context>
    <name>calm::ui::PoolForm</name>
    <message>
        <source>Method pool</source>
        <translation>方法池</translation>
    </message>
    <message>
        <source>Add &amp;method...</source>
        <translation>添加方法(&amp;M)...</translation>
    </message>
    <message>
        <source>Custom</source>
        <translation>自定义</translation>
    </message>
    <message>
        <source>Methods of the pool</source>
        <translation>方法池中的方法</translation>
    </message>
    <message>
        <source>Checked methods compete at each layer. Taking one out changes no score of the others.</source>
        <translation>勾选的方法在每一层竞争。去掉一种方法不会改变其他方法的得分。</translation>
    </message>
    <message>
        <source>Build a method from stages and options and put it in the pool</source>
        <translation>由阶段和选项构建方法并加入方法池</translation>
    </message>
    <message>
        <source>Add method</source>
        <translation>添加方法</translation>
    </message>
    <message>
        <source>Poo&amp;l:</source>
        <translation>方法池(&amp;L):</translation>
    </message>
    <message>
        <source>A ready-made set of methods</source>
        <translation>预设的一组方法</translation>
    </message>
    <message>
        <source>The pool is empty: check at least one method.</source>
        <translation>方法池为空：请至少勾选一种方法。</translation>
    </message>
</context>
<context>
    <name>calm::ui::PoolModel</name>
    <message>
        <source>%1, in the pool</source>
        <translation>%1，在方法池中</translation>
    </message>
    <message>
        <source>%1, not in the pool</source>
        <translation>%1，不在方法池中</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>方法</translation>
    </message>
    <message>
        <source>Specification</source>
        <translation>规格</translation>
    </message>
    <message>
        <source>%1:</source>
        <translation>%1:</translation>
    </message>
</context>
<context>
    <name>calm::ui::ProgressStrip</name>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Current work</source>
        <translation>当前任务</translation>
    </message>
    <message>
        <source>Progress of the current work</source>
        <translation>当前任务的进度</translation>
    </message>
    <message>
        <source>Time left</source>
        <translation>剩余时间</translation>
    </message>
    <message>
        <source>Estimated from the work done so far</source>
        <translation>根据已完成的工作估计</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>速度</translation>
    </message>
    <message>
        <source>Tokens processed a second</source>
        <translation>每秒处理的 token 数</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>内存</translation>
    </message>
    <message>
        <source>Memory that this program uses now</source>
        <translation>本程序当前占用的内存</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Stop the current work; what is decided so far is kept</source>
        <translation>停止当前任务；已决定的部分会保留</translation>
    </message>
    <message>
        <source>Cancel the current work</source>
        <translation>取消当前任务</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>就绪</translation>
    </message>
    <message>
        <source>Working</source>
        <translation>进行中</translation>
    </message>
    <message>
        <source>Paused: %1</source>
        <translation>已暂停：%1</translation>
    </message>
    <message>
        <source>Cancelling: finishing the current step</source>
        <translation>正在取消：完成当前步骤</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>This work cannot be paused</source>
        <translation>此任务无法暂停</translation>
    </message>
    <message>
        <source>Go on with the work</source>
        <translation>继续该任务</translation>
    </message>
    <message>
        <source>Hold the work where it is, leaving the processor free</source>
        <translation>在当前位置暂停任务，释放处理器</translation>
    </message>
</context>
<context>
    <name>calm::ui::RecentList</name>
    <message>
        <source>It was moved or deleted.</source>
        <translation>已被移动或删除。</translation>
    </message>
    <message>
        <source>%1 is missing: moved, deleted or not mounted.</source>
        <translation>%1 缺失：已移动、已删除或未挂载。</translation>
    </message>
    <message>
        <source>You may not read it: check its permissions.</source>
        <translation>没有读取权限：请检查其权限。</translation>
    </message>
    <message>
        <source>The folder holds no session.json any more.</source>
        <translation>该文件夹中已没有 session.json。</translation>
    </message>
    <message>
        <source>The folder is empty.</source>
        <translation>该文件夹为空。</translation>
    </message>
    <message>
        <source>%1 (missing)</source>
        <translation>%1（缺失）</translation>
    </message>
    <message>
        <source>Nothing opened yet</source>
        <translation>尚未打开过任何内容</translation>
    </message>
    <message>
        <source>Clear this list</source>
        <translation>清空此列表</translation>
    </message>
</context>
<context>
    <name>calm::ui::RefineDialog</name>
    <message>
        <source>Measure the &amp;gain on held-out text</source>
        <translation>在留出文本上测量收益(&amp;G)</translation>
    </message>
    <message>
        <source>Bundled text</source>
        <translation>内置文本</translation>
    </message>
    <message>
        <source>Why the refinement cannot start</source>
        <translation>无法开始细化的原因</translation>
    </message>
    <message>
        <source>&amp;Refine</source>
        <translation>细化(&amp;R)</translation>
    </message>
    <message>
        <source>Refine the plan</source>
        <translation>细化方案</translation>
    </message>
    <message>
        <source>About refinement</source>
        <translation>关于细化</translation>
    </message>
    <message>
        <source>Tries other methods of the pool layer by layer, those that lost by the least first, and keeps a swap where the whole model comes closer to the original (KL) on calibration text that scored no candidate. Every trial stays in the session: another run goes on where this one stopped. Learned scales belong to the plan before; Analyse learns them again where the set-up asks for it.</source>
        <translation>逐层尝试方法池中的其他方法，差距最小者优先；若整个模型在未用于评分的校准文本上更接近原始模型（KL），则保留更换。每次尝试都保存在会话中：再次运行会从停止处继续。学习到的缩放属于之前的方案；若配置要求，“分析”会重新学习。</translation>
    </message>
    <message>
        <source> minutes</source>
        <translation> 分钟</translation>
    </message>
    <message>
        <source> tokens</source>
        <translation> token</translation>
    </message>
    <message>
        <source>Measure the gain on held-out text</source>
        <translation>在留出文本上测量收益</translation>
    </message>
    <message>
        <source>Afterwards, beyond the time: the plan before and after on text that neither the calibration nor the swaps saw</source>
        <translation>在时间之外另行进行：用校准和更换都未见过的文本比较前后的方案</translation>
    </message>
    <message>
        <source>all</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Refine</source>
        <translation>细化</translation>
    </message>
    <message>
        <source>Start; the plan that comes of it can be undone</source>
        <translation>开始；由此得到的方案可以撤销</translation>
    </message>
    <message>
        <source>T&amp;ime:</source>
        <translation>时间(&amp;I):</translation>
    </message>
    <message>
        <source>No swap is begun after this time</source>
        <translation>超过此时间后不再开始新的更换</translation>
    </message>
    <message>
        <source>S&amp;lice:</source>
        <translation>片段(&amp;L):</translation>
    </message>
    <message>
        <source>Calibration text that swaps are judged on: more tokens, fewer swaps in the time</source>
        <translation>用于判断更换的校准文本：token 越多，同样时间内的更换越少</translation>
    </message>
    <message>
        <source>&amp;Text:</source>
        <translation>文本(&amp;T):</translation>
    </message>
    <message>
        <source>Text that the gain is measured on</source>
        <translation>用于测量收益的文本</translation>
    </message>
    <message>
        <source>&amp;Window:</source>
        <translation>窗口(&amp;W):</translation>
    </message>
    <message>
        <source>Tokens of each window</source>
        <translation>每个窗口的 token 数</translation>
    </message>
    <message>
        <source>At &amp;most:</source>
        <translation>最多(&amp;M):</translation>
    </message>
    <message>
        <source>Windows at most; fewer than five say nothing about noise</source>
        <translation>最多窗口数；少于五个无法判断噪声</translation>
    </message>
    <message>
        <source>Copy the calm command that refines the same without the window</source>
        <translation>复制不用窗口即可执行相同细化的 calm 命令</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>关闭(&amp;C)</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Close this window</source>
        <translation>关闭此窗口</translation>
    </message>
</context>
<context>
    <name>calm::ui::ReportDialog</name>
    <message>
        <source>Reading the session…</source>
        <translation>正在读取会话…</translation>
    </message>
    <message>
        <source>Plots and tables of the report</source>
        <translation>报告的图和表</translation>
    </message>
    <message>
        <source>Plots and tables</source>
        <translation>图和表</translation>
    </message>
    <message>
        <source>Everything that the report holds</source>
        <translation>报告包含的全部内容</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>表格</translation>
    </message>
    <message>
        <source>The table as it is in the report</source>
        <translation>报告中的表格</translation>
    </message>
    <message>
        <source>Caption</source>
        <translation>图表说明</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>复制(&amp;C)</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copy the picture, or the table for a spreadsheet</source>
        <translation>复制图片，或复制电子表格可用的表格</translation>
    </message>
    <message>
        <source>&amp;Save…</source>
        <translation>保存(&amp;S)…</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Save the picture as SVG or PNG, the table as CSV or JSON</source>
        <translation>将图片保存为 SVG 或 PNG，表格保存为 CSV 或 JSON</translation>
    </message>
    <message>
        <source>Save &amp;all…</source>
        <translation>全部保存(&amp;A)…</translation>
    </message>
    <message>
        <source>Save all</source>
        <translation>全部保存</translation>
    </message>
    <message>
        <source>Save every plot as SVG and PNG and every table as CSV and JSON in one folder</source>
        <translation>将每个图保存为 SVG 和 PNG，每个表保存为 CSV 和 JSON，放在同一文件夹中</translation>
    </message>
    <message>
        <source>Save &amp;report…</source>
        <translation>保存报告(&amp;R)…</translation>
    </message>
    <message>
        <source>Save report</source>
        <translation>保存报告</translation>
    </message>
    <message>
        <source>Save the report as one HTML page or as PDF</source>
        <translation>将报告保存为一个 HTML 页面或 PDF</translation>
    </message>
    <message>
        <source>C&amp;lose</source>
        <translation>关闭(&amp;L)</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Close this window</source>
        <translation>关闭此窗口</translation>
    </message>
    <message>
        <source>Save every plot and table in this folder</source>
        <translation>将所有图和表保存到此文件夹</translation>
    </message>
    <message>
        <source>Plots</source>
        <translation>图</translation>
    </message>
    <message>
        <source>Tables</source>
        <translation>表格</translation>
    </message>
    <message>
        <source>SVG drawing (*.svg);;PNG picture (*.png)</source>
        <translation>SVG 矢量图 (*.svg);;PNG 图片 (*.png)</translation>
    </message>
    <message>
        <source>Table (*.csv);;JSON (*.json)</source>
        <translation>表格 (*.csv);;JSON (*.json)</translation>
    </message>
    <message>
        <source>%1 cannot be written.</source>
        <translation>%1 不可写。</translation>
    </message>
</context>
<context>
    <name>calm::ui::RestorationView</name>
    <message>
        <source>Restoration matrix</source>
        <translation>还原矩阵</translation>
    </message>
    <message>
        <source>How much of each output channel (column) the best linear repair takes from each quantized channel (row), beside itself</source>
        <translation>在最佳线性修复中，每个输出通道（列）除自身外取自各量化通道（行）的份量</translation>
    </message>
    <message>
        <source>Restoration</source>
        <translation>还原</translation>
    </message>
    <message>
        <source>M is the matrix that turns the quantized layer&apos;s output X_q back into the original&apos;s X with the least error. If M is near the identity, what quantization lost cannot be mended by a linear map.</source>
        <translation>M 是以最小误差将量化层输出 X_q 还原为原始输出 X 的矩阵。若 M 接近单位矩阵，则量化造成的损失无法用线性映射修复。</translation>
    </message>
    <message>
        <source>|M − I|</source>
        <translation>|M − I|</translation>
    </message>
    <message>
        <source>From channel %1 to %2: %3</source>
        <translation>从通道 %1 到 %2：%3</translation>
    </message>
    <message>
        <source>From channels %1 to %2, into %3 to %4: mean |M − I| %5</source>
        <translation>从通道 %1 至 %2，到 %3 至 %4：|M − I| 均值 %5</translation>
    </message>
    <message>
        <source>%1 → %2</source>
        <translation>%1 → %2</translation>
    </message>
    <message>
        <source>Distance of M from the identity: %1</source>
        <translation>M 与单位矩阵的距离：%1</translation>
    </message>
    <message>
        <source>Error of the output, as it is → repaired: %1</source>
        <translation>输出误差，现状 → 修复后：%1</translation>
    </message>
    <message>
        <source>At the next input, M in its weights: %1</source>
        <translation>在下一输入处，M 并入其权重：%1</translation>
    </message>
    <message>
        <source>Fitted to %1 tokens, judged on %2 others</source>
        <translation>用 %1 token 拟合，用另外 %2 token 评判</translation>
    </message>
    <message>
        <source>Fewer tokens than twice the width of %1: the fit says little. Calibrate on more.</source>
        <translation>token 数少于宽度 %1 的两倍：拟合意义不大。请增加校准量。</translation>
    </message>
</context>
<context>
    <name>calm::ui::RunSetupPanel</name>
    <message>
        <source>Recipe: %1 Sets pool, metric, transform, where layers are compared, and bits.</source>
        <translation>配方：%1 设定方法池、指标、变换、层的比较位置和位数。</translation>
    </message>
    <message>
        <source>Recipe %1</source>
        <translation>配方 %1</translation>
    </message>
    <message>
        <source>Execution</source>
        <translation>执行</translation>
    </message>
    <message>
        <source>all (%1)</source>
        <translation>全部 (%1)</translation>
    </message>
    <message>
        <source>&amp;Device:</source>
        <translation>设备(&amp;D):</translation>
    </message>
    <message>
        <source>Where the analysis runs. Auto takes a GPU where this build can use one.</source>
        <translation>分析在何处运行。“自动”会在本版本可用 GPU 时使用 GPU。</translation>
    </message>
    <message>
        <source>T&amp;hreads:</source>
        <translation>线程(&amp;H):</translation>
    </message>
    <message>
        <source>Processor threads that the work may use</source>
        <translation>任务可使用的处理器线程数</translation>
    </message>
    <message>
        <source>Estimate</source>
        <translation>估计</translation>
    </message>
    <message>
        <source>What the analysis will take on this machine, from the model&apos;s shapes and a short measurement of its speed</source>
        <translation>根据模型的形状和对本机速度的简短测量，估计分析的开销</translation>
    </message>
    <message>
        <source>Warnings</source>
        <translation>警告</translation>
    </message>
    <message>
        <source>Why the analysis cannot start</source>
        <translation>分析无法开始的原因</translation>
    </message>
    <message>
        <source>&amp;Analyse</source>
        <translation>分析(&amp;A)</translation>
    </message>
    <message>
        <source>Analyse</source>
        <translation>分析</translation>
    </message>
    <message>
        <source>Copy the calm command that runs this analysis without the window</source>
        <translation>复制无需窗口即可运行此分析的 calm 命令</translation>
    </message>
    <message>
        <source>Auto</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>CPU</source>
        <translation>CPU</translation>
    </message>
    <message>
        <source>%1 (not here)</source>
        <translation>%1（本机没有）</translation>
    </message>
    <message>
        <source>Time: none, all scores are current</source>
        <translation>时间：无需，所有得分均为最新</translation>
    </message>
    <message>
        <source>less than a second</source>
        <translation>不到一秒</translation>
    </message>
    <message>
        <source>about %1</source>
        <translation>约 %1</translation>
    </message>
    <message>
        <source>Time: %1, from layer %2 on</source>
        <translation>时间：%1，从第 %2 层起</translation>
    </message>
    <message>
        <source>Time: %1</source>
        <translation>时间：%1</translation>
    </message>
    <message>
        <source>Memory: %1 of %2 available</source>
        <translation>内存：需 %1，可用 %2</translation>
    </message>
    <message>
        <source>Disk: %1 of %2 free</source>
        <translation>磁盘：需 %1，可用 %2</translation>
    </message>
    <message>
        <source>• More memory than the limit of %1 in the settings: it will not start</source>
        <translation>• 内存超过设置中 %1 的限制：不会开始</translation>
    </message>
    <message>
        <source>No estimate: %1</source>
        <translation>无法估计：%1</translation>
    </message>
    <message>
        <source>Time, memory and disk are estimated once the running job has ended.</source>
        <translation>时间、内存和磁盘将在当前任务结束后估计。</translation>
    </message>
    <message>
        <source>Estimating time, memory and disk...</source>
        <translation>正在估计时间、内存和磁盘...</translation>
    </message>
    <message>
        <source>Open a model first.</source>
        <translation>请先打开模型。</translation>
    </message>
    <message>
        <source>This model is already quantized: it can be measured, not analysed. Open the original instead.</source>
        <translation>此模型已量化：可以测量，但不能分析。请改为打开原始模型。</translation>
    </message>
    <message>
        <source>Another job is running: wait for it or cancel it.</source>
        <translation>另一任务正在运行：请等待或取消它。</translation>
    </message>
    <message>
        <source>Score every method of the pool at every layer and choose the best</source>
        <translation>在每一层为方法池中的每种方法评分并选出最佳</translation>
    </message>
</context>
<context>
    <name>calm::ui::SamplingForm</name>
    <message>
        <source>0 (greedy)</source>
        <translation>0（贪心）</translation>
    </message>
    <message>
        <source>all</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Te&amp;mperature:</source>
        <translation>温度(&amp;M):</translation>
    </message>
    <message>
        <source>0: always the likeliest token, so that differences come from the variants alone. Higher: more varied.</source>
        <translation>0：总是取最可能的 token，差异只来自变体本身。越高越多样。</translation>
    </message>
    <message>
        <source>Top-&amp;k:</source>
        <translation>Top-k(&amp;K):</translation>
    </message>
    <message>
        <source>Draw among the k likeliest tokens only</source>
        <translation>只在最可能的 k 个 token 中抽取</translation>
    </message>
    <message>
        <source>Top-&amp;p:</source>
        <translation>Top-p(&amp;P):</translation>
    </message>
    <message>
        <source>Draw among the likeliest tokens that together hold this share</source>
        <translation>在累计占到此比例的最可能 token 中抽取</translation>
    </message>
    <message>
        <source>Ma&amp;x tokens:</source>
        <translation>最多 token(&amp;X):</translation>
    </message>
    <message>
        <source>Tokens to generate at most; the model may end earlier</source>
        <translation>最多生成的 token 数；模型可能提前结束</translation>
    </message>
    <message>
        <source>S&amp;eed:</source>
        <translation>种子(&amp;E):</translation>
    </message>
    <message>
        <source>The same seed draws the same random numbers on both sides</source>
        <translation>相同的种子在两侧产生相同的随机数</translation>
    </message>
</context>
<context>
    <name>calm::ui::SchemeForm</name>
    <message>
        <source>None</source>
        <translation>无</translation>
    </message>
    <message>
        <source>QuaRot rotation</source>
        <translation>QuaRot 旋转</translation>
    </message>
    <message>
        <source>QuIP (random orthogonal)</source>
        <translation>QuIP（随机正交）</translation>
    </message>
    <message>
        <source>SpinQuant (learned)</source>
        <translation>SpinQuant（学习得到）</translation>
    </message>
    <message>
        <source>FFN output</source>
        <translation>FFN 输出</translation>
    </message>
    <message>
        <source>Input of down_proj</source>
        <translation>down_proj 的输入</translation>
    </message>
    <message>
        <source>Attention output</source>
        <translation>注意力输出</translation>
    </message>
    <message>
        <source>Layer output</source>
        <translation>层输出</translation>
    </message>
    <message>
        <source>As the checkpoint</source>
        <translation>与检查点相同</translation>
    </message>
    <message>
        <source>Quantization and comparison</source>
        <translation>量化与比较</translation>
    </message>
    <message>
        <source>Scales exact in &amp;float16</source>
        <translation>缩放在 float16 下精确(&amp;F)</translation>
    </message>
    <message>
        <source>%1 bits</source>
        <translation>%1 位</translation>
    </message>
    <message>
        <source>8 bits</source>
        <translation>8 位</translation>
    </message>
    <message>
        <source>16 bits (kept)</source>
        <translation>16 位（保持不变）</translation>
    </message>
    <message>
        <source>Scales exact in float16</source>
        <translation>缩放在 float16 下精确</translation>
    </message>
    <message>
        <source>&amp;Weights:</source>
        <translation>权重(&amp;W):</translation>
    </message>
    <message>
        <source>A&amp;ctivations:</source>
        <translation>激活值(&amp;C):</translation>
    </message>
    <message>
        <source>Bits of the inputs of each linear layer, one scale a token. 16 bits: they stay as they are.</source>
        <translation>每个线性层输入的位数，每个 token 一个缩放。16 位：保持原样。</translation>
    </message>
    <message>
        <source>&amp;Group:</source>
        <translation>组(&amp;G):</translation>
    </message>
    <message>
        <source>St&amp;orage:</source>
        <translation>存储类型(&amp;O):</translation>
    </message>
    <message>
        <source>Type of what is not quantized: scales, norms, embeddings and the output head</source>
        <translation>未量化部分的类型：缩放、归一化、嵌入和输出头</translation>
    </message>
    <message>
        <source>Trans&amp;form:</source>
        <translation>变换(&amp;F):</translation>
    </message>
    <message>
        <source>A change of the whole model before its layers are quantized. The rotation spreads outliers over all channels; it is merged into the weights and costs nothing at run time.</source>
        <translation>在量化各层之前对整个模型的变换。旋转将离群值分散到所有通道；它并入权重，运行时没有开销。</translation>
    </message>
    <message>
        <source>Measured &amp;at:</source>
        <translation>测量位置(&amp;A):</translation>
    </message>
    <message>
        <source>Where a quantized layer is compared with the original: what its feed-forward network adds (as in the paper), or another place</source>
        <translation>量化层与原始层的比较位置：其前馈网络所加的部分（与论文一致），或其他位置</translation>
    </message>
    <message>
        <source>&amp;Metric:</source>
        <translation>指标(&amp;M):</translation>
    </message>
    <message>
        <source>What decides between the methods. All metrics are measured in the same run; changing this measures nothing again while it leaves the choices alone.</source>
        <translation>决定方法取舍的依据。所有指标在同一次运行中测得；只要选择结果不变，更改指标不会重新测量。</translation>
    </message>
    <message>
        <source>%1, asymmetric</source>
        <translation>%1，非对称</translation>
    </message>
    <message>
        <source>%1, per channel</source>
        <translation>%1，每通道</translation>
    </message>
    <message>
        <source>Weights of %1 bits with zero points</source>
        <translation>%1 位权重，带零点</translation>
    </message>
    <message>
        <source>Weights of %1 bits</source>
        <translation>%1 位权重</translation>
    </message>
    <message>
        <source>one scale per output channel</source>
        <translation>每个输出通道一个缩放</translation>
    </message>
    <message>
        <source>one scale per %1 input channels</source>
        <translation>每 %1 个输入通道一个缩放</translation>
    </message>
    <message>
        <source>activations stay as they are</source>
        <translation>激活值保持原样</translation>
    </message>
    <message>
        <source>activations of %1 bits</source>
        <translation>%1 位激活值</translation>
    </message>
    <message>
        <source>Asymmetric (&amp;zero points)</source>
        <translation>非对称（零点）(&amp;Z)</translation>
    </message>
    <message>
        <source>Custom</source>
        <translation>自定义</translation>
    </message>
    <message>
        <source>Per channel</source>
        <translation>每通道</translation>
    </message>
    <message>
        <source>Each group gets a zero point beside its scale, so that its codes span from its lowest to its highest weight. More exact at few bits; code minus zero point then runs on the 8-bit kernels.</source>
        <translation>每个组除缩放外还有一个零点，使其码值覆盖从最小到最大的权重。位数少时更精确；运行时用码值减零点，在 8 位内核上计算。</translation>
    </message>
    <message>
        <source>Asymmetric weights</source>
        <translation>非对称权重</translation>
    </message>
    <message>
        <source>Round the scales so that float16 holds them exactly, as GGUF Q4_0 needs (asymmetric: Q4_1)</source>
        <translation>将缩放舍入为 float16 可精确表示的值，GGUF Q4_0 需要如此（非对称：Q4_1）</translation>
    </message>
    <message>
        <source>Sc&amp;heme:</source>
        <translation>量化方式(&amp;H):</translation>
    </message>
    <message>
        <source>What weights and activations become: a named choice of the four fields below. W4A8 means weights of 4 bits and activations of 8.</source>
        <translation>权重和激活值量化后的形式：对下方四个字段的一种命名组合。W4A8 表示权重 4 位、激活值 8 位。</translation>
    </message>
    <message>
        <source>Bits of a weight</source>
        <translation>每个权重的位数</translation>
    </message>
    <message>
        <source>Input channels that share one weight scale. Where it does not divide a layer&apos;s width, that layer takes 64 or 32, or stays 16 bit. Per channel: one scale for all inputs of an output channel.</source>
        <translation>共用一个权重缩放的输入通道数。若不能整除某层的宽度，该层改用 64 或 32，或保持 16 位。每通道：一个输出通道的所有输入共用一个缩放。</translation>
    </message>
    <message>
        <source>1 (greedy)</source>
        <translation>1（贪心）</translation>
    </message>
    <message>
        <source>&amp;Beam width:</source>
        <translation>束宽(&amp;B)：</translation>
    </message>
    <message>
        <source>How many of the best sequences of choices are kept from layer to layer. 1: each layer takes its best at once, as in the paper. More are ranked by the metric after the residual, and take as many times the work.</source>
        <translation>逐层保留多少个最佳选择序列（束搜索）。1：每层立即取最佳，与论文相同。更多时按残差之后的度量排序，工作量也成倍增加。</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>T&amp;uning epochs:</source>
        <translation>微调轮数(&amp;U):</translation>
    </message>
    <message>
        <source>After the analysis, how often the calibration text is read to learn the plan&apos;s scales and norms from the original&apos;s answers. Codes, size and format stay; it takes about five passes over the text an epoch.</source>
        <translation>分析之后，读取校准文本多少遍，以便根据原始模型的输出学习方案的缩放因子和归一化权重。编码、大小和格式不变；每轮约相当于遍历文本五次。</translation>
    </message>
</context>
<context>
    <name>calm::ui::SensitivityPage</name>
    <message>
        <source>Save &amp;heatmap…</source>
        <translation>保存热力图(&amp;H)…</translation>
    </message>
    <message>
        <source>Save the whole heatmap as PNG or SVG</source>
        <translation>将整个热力图保存为 PNG 或 SVG</translation>
    </message>
    <message>
        <source>Save &amp;curves…</source>
        <translation>保存曲线(&amp;C)…</translation>
    </message>
    <message>
        <source>Save the curves as PNG or SVG</source>
        <translation>将曲线保存为 PNG 或 SVG</translation>
    </message>
    <message>
        <source>Save scores as CS&amp;V…</source>
        <translation>将得分保存为 CSV(&amp;V)…</translation>
    </message>
    <message>
        <source>Save every score of every layer and method as a table</source>
        <translation>将每层每种方法的所有得分保存为表格</translation>
    </message>
    <message>
        <source>Copy hea&amp;tmap</source>
        <translation>复制热力图(&amp;T)</translation>
    </message>
    <message>
        <source>Copy the whole heatmap as a picture</source>
        <translation>将整个热力图复制为图片</translation>
    </message>
    <message>
        <source>Copy c&amp;urves</source>
        <translation>复制曲线(&amp;U)</translation>
    </message>
    <message>
        <source>Copy the curves as a picture</source>
        <translation>将曲线复制为图片</translation>
    </message>
    <message>
        <source>Copy scores</source>
        <translation>复制得分</translation>
    </message>
    <message>
        <source>Copy the scores as a table for a spreadsheet</source>
        <translation>将得分复制为电子表格可用的表格</translation>
    </message>
    <message>
        <source>%1: %2 over the layers</source>
        <translation>%1：各层的 %2</translation>
    </message>
    <message>
        <source>Save picture</source>
        <translation>保存图片</translation>
    </message>
    <message>
        <source>PNG picture (*.png);;SVG drawing (*.svg)</source>
        <translation>PNG 图片 (*.png);;SVG 矢量图 (*.svg)</translation>
    </message>
    <message>
        <source>The picture was saved as %1.</source>
        <translation>图片已保存为 %1。</translation>
    </message>
    <message>
        <source>The picture could not be saved.</source>
        <translation>无法保存图片。</translation>
    </message>
    <message>
        <source>Save scores</source>
        <translation>保存得分</translation>
    </message>
    <message>
        <source>Table (*.csv)</source>
        <translation>表格 (*.csv)</translation>
    </message>
    <message>
        <source>The scores were saved as %1.</source>
        <translation>得分已保存为 %1。</translation>
    </message>
    <message>
        <source>The scores could not be saved.</source>
        <translation>无法保存得分。</translation>
    </message>
    <message>
        <source>Which score is shown; not necessarily the one that decides</source>
        <translation>显示哪种得分；不一定是起决定作用的那种</translation>
    </message>
    <message>
        <source>Linear</source>
        <translation>线性</translation>
    </message>
    <message>
        <source>log(1 − score)</source>
        <translation>log(1 − 得分)</translation>
    </message>
    <message>
        <source>Scores crowd just below 1: log(1 − score) spreads them out. Decibels are logarithmic by themselves.</source>
        <translation>得分密集于略低于 1 处：log(1 − 得分) 可将其拉开。分贝本身就是对数的。</translation>
    </message>
    <message>
        <source>Range of the data</source>
        <translation>数据范围</translation>
    </message>
    <message>
        <source>Fixed range</source>
        <translation>固定范围</translation>
    </message>
    <message>
        <source>Colours over the scores that are there, or between limits that you set</source>
        <translation>颜色覆盖现有得分，或覆盖自行设定的界限</translation>
    </message>
    <message>
        <source>Viridis</source>
        <translation>Viridis</translation>
    </message>
    <message>
        <source>Cividis</source>
        <translation>Cividis</translation>
    </message>
    <message>
        <source>Colour map; Cividis looks the same with colour vision deficiency</source>
        <translation>颜色映射；Cividis 对色觉障碍者外观一致</translation>
    </message>
    <message>
        <source>&amp;Score</source>
        <translation>得分(&amp;S)</translation>
    </message>
    <message>
        <source>Sc&amp;ale</source>
        <translation>刻度(&amp;A)</translation>
    </message>
    <message>
        <source>Ran&amp;ge</source>
        <translation>范围(&amp;G)</translation>
    </message>
    <message>
        <source>C&amp;olours</source>
        <translation>颜色(&amp;O)</translation>
    </message>
    <message>
        <source>Paint</source>
        <translation>涂抹</translation>
    </message>
    <message>
        <source>Paint methods</source>
        <translation>涂抹方法</translation>
    </message>
    <message>
        <source>Drag along a row to use its method for the layers passed over; with Alt to clear them (P in the heatmap). With the keyboard: Ctrl+Shift+Left or Right.</source>
        <translation>沿一行拖动，将该行的方法用于经过的层；按住 Alt 则清除（在热力图中按 P）。键盘操作：Ctrl+Shift+左/右键。</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Save or copy the heatmap, the curves and the scores</source>
        <translation>保存或复制热力图、曲线和得分</translation>
    </message>
    <message>
        <source>Scores beyond the limits get the colour at the end of the scale</source>
        <translation>超出界限的得分采用刻度末端的颜色</translation>
    </message>
    <message>
        <source>Fro&amp;m</source>
        <translation>从(&amp;M)</translation>
    </message>
    <message>
        <source>Lower limit of the scale</source>
        <translation>刻度下限</translation>
    </message>
    <message>
        <source>&amp;to</source>
        <translation>到(&amp;T)</translation>
    </message>
    <message>
        <source>Upper limit of the scale</source>
        <translation>刻度上限</translation>
    </message>
    <message>
        <source>Whole range</source>
        <translation>整个范围</translation>
    </message>
    <message>
        <source>Take the metric&apos;s whole range again</source>
        <translation>恢复为该指标的整个范围</translation>
    </message>
    <message>
        <source>As the data now</source>
        <translation>取当前数据</translation>
    </message>
    <message>
        <source>Keep the limits that the scores have now</source>
        <translation>保持得分当前的界限</translation>
    </message>
    <message>
        <source>Open a model to begin</source>
        <translation>打开模型以开始</translation>
    </message>
    <message>
        <source>A Hugging Face folder, a GGUF file or a session. Drop it anywhere on this window.</source>
        <translation>Hugging Face 文件夹、GGUF 文件或会话。拖放到此窗口任意位置即可。</translation>
    </message>
    <message>
        <source>Which layers suffer from which method?</source>
        <translation>哪些层受哪种方法影响最大？</translation>
    </message>
    <message>
        <source>&quot;Analyse&quot; quantizes every layer with every method of the pool and compares the outputs with the original&apos;s (CKA). The best method of each layer makes the plan.</source>
        <translation>“分析”用方法池中的每种方法量化每一层，并将输出与原始模型比较 (CKA)。每层的最佳方法构成方案。</translation>
    </message>
</context>
<context>
    <name>calm::ui::SettingsDialog</name>
    <message>
        <source> GiB</source>
        <translation> GiB</translation>
    </message>
    <message>
        <source>Give the whole path, starting with /.</source>
        <translation>请给出以 / 开头的完整路径。</translation>
    </message>
    <message>
        <source>%1 is not a folder.</source>
        <translation>%1 不是文件夹。</translation>
    </message>
    <message>
        <source>%1 cannot be written.</source>
        <translation>%1 不可写。</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>&amp;Restore defaults</source>
        <translation>恢复默认值(&amp;R)</translation>
    </message>
    <message>
        <source>Restore defaults</source>
        <translation>恢复默认值</translation>
    </message>
    <message>
        <source>Put every setting back to what it was on the first start</source>
        <translation>将每项设置恢复为首次启动时的值</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>关闭(&amp;C)</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Close this window; changes are kept already</source>
        <translation>关闭此窗口；更改已自动保存</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>外观</translation>
    </message>
    <message>
        <source>System</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Viridis</source>
        <translation>Viridis</translation>
    </message>
    <message>
        <source>Cividis</source>
        <translation>Cividis</translation>
    </message>
    <message>
        <source>&amp;Theme:</source>
        <translation>主题(&amp;T):</translation>
    </message>
    <message>
        <source>Colours of the window</source>
        <translation>窗口的颜色</translation>
    </message>
    <message>
        <source>Colour &amp;map:</source>
        <translation>颜色映射(&amp;M):</translation>
    </message>
    <message>
        <source>Colours of heatmaps. Both get lighter with the score; Cividis looks the same with colour vision deficiency.</source>
        <translation>热力图的颜色。两者都随得分变亮；Cividis 对色觉障碍者外观一致。</translation>
    </message>
    <message>
        <source>&amp;Language:</source>
        <translation>语言(&amp;L):</translation>
    </message>
    <message>
        <source>Language of the window</source>
        <translation>窗口的语言</translation>
    </message>
    <message>
        <source>Execution</source>
        <translation>执行</translation>
    </message>
    <message>
        <source>Auto</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>CPU</source>
        <translation>CPU</translation>
    </message>
    <message>
        <source>all (%1)</source>
        <translation>全部 (%1)</translation>
    </message>
    <message>
        <source>&amp;Device:</source>
        <translation>设备(&amp;D):</translation>
    </message>
    <message>
        <source>Where work runs. Auto takes a GPU where this build can use one.</source>
        <translation>任务在何处运行。“自动”会在本版本可用 GPU 时使用 GPU。</translation>
    </message>
    <message>
        <source>T&amp;hreads:</source>
        <translation>线程(&amp;H):</translation>
    </message>
    <message>
        <source>Processor threads that work may use</source>
        <translation>任务可使用的处理器线程数</translation>
    </message>
    <message>
        <source>For the open session from its next run on, and for models that are opened from now on. A saved session keeps its own, shown in Set-up.</source>
        <translation>对打开的会话从下次运行起生效，并用于此后打开的模型。已保存的会话保留自己的值，见“配置”。</translation>
    </message>
    <message>
        <source>Limits</source>
        <translation>限制</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>least possible</source>
        <translation>尽可能少</translation>
    </message>
    <message>
        <source>M&amp;emory:</source>
        <translation>内存(&amp;E):</translation>
    </message>
    <message>
        <source>An analysis that is estimated to need more does not start</source>
        <translation>估计需要更多内存的分析不会开始</translation>
    </message>
    <message>
        <source>An analysis that is estimated to need more memory does not start and says what would help. The limit does not stop a run that has begun, and does not bind opening a model, benchmarks or exports.</source>
        <translation>估计需要更多内存的分析不会开始，并会说明可行的办法。此限制不会停止已开始的运行，也不约束打开模型、基准测试或导出。</translation>
    </message>
    <message>
        <source>%1 At present %2 are free.</source>
        <translation>%1 目前可用 %2。</translation>
    </message>
    <message>
        <source>Chec&amp;kpoints:</source>
        <translation>检查点(&amp;K):</translation>
    </message>
    <message>
        <source>Disk space for the activations that let an analysis go on from any layer</source>
        <translation>存放激活值的磁盘空间，使分析可从任意层继续</translation>
    </message>
    <message>
        <source>With more disk space, &quot;Recompute from here&quot; starts nearer to the layer that was changed. The one checkpoint that a stopped run needs is always kept.</source>
        <translation>磁盘空间越多，“从此处重新计算”的起点就越接近被更改的层。已停止的运行所需的那个检查点始终保留。</translation>
    </message>
    <message>
        <source>New models</source>
        <translation>新模型</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>the Hugging Face cache (HF_HUB_CACHE, HF_HOME, or ~/.cache/huggingface/hub)</source>
        <translation>Hugging Face 缓存（HF_HUB_CACHE、HF_HOME 或 ~/.cache/huggingface/hub）</translation>
    </message>
    <message>
        <source>Browse...</source>
        <translation>浏览...</translation>
    </message>
    <message>
        <source>Choose the cache folder</source>
        <translation>选择缓存文件夹</translation>
    </message>
    <message>
        <source>Browse for the cache folder</source>
        <translation>浏览缓存文件夹</translation>
    </message>
    <message>
        <source>C&amp;ache folder:</source>
        <translation>缓存文件夹(&amp;A):</translation>
    </message>
    <message>
        <source>Where models from the Hub are kept</source>
        <translation>存放 Hub 模型的位置</translation>
    </message>
    <message>
        <source>Cache folder</source>
        <translation>缓存文件夹</translation>
    </message>
    <message>
        <source>%1 (not here)</source>
        <translation>%1（本机没有）</translation>
    </message>
    <message>
        <source>Takes effect at the next start.</source>
        <translation>下次启动时生效。</translation>
    </message>
    <message>
        <source>This build has no translation for it: texts stay English. Numbers and dates change at the next start.</source>
        <translation>本版本没有该语言的翻译：文本仍为英文。数字和日期格式将在下次启动时改变。</translation>
    </message>
    <message>
        <source>Not saved: %1</source>
        <translation>未保存：%1</translation>
    </message>
    <message>
        <source>Models that are there already stay where they are.</source>
        <translation>已有的模型保持在原处。</translation>
    </message>
    <message>
        <source>What is wrong with the start</source>
        <translation>初始设置存在的问题</translation>
    </message>
    <message>
        <source>Start &amp;with:</source>
        <translation>初始设置(&amp;W):</translation>
    </message>
    <message>
        <source>What a newly opened model starts with: the name of a recipe or of a ready-made pool, or methods separated by commas, such as rtn,gptq,awq</source>
        <translation>新打开的模型最初使用的内容：配方或预设方法池的名称，或以逗号分隔的方法，例如 rtn,gptq,awq</translation>
    </message>
</context>
<context>
    <name>calm::ui::ShareBar</name>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>Shares of the methods</source>
        <translation>各方法的占比</translation>
    </message>
    <message>
        <source>%1  %2</source>
        <translation>%1  %2</translation>
    </message>
</context>
<context>
    <name>calm::ui::ShortcutsDialog</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>键盘快捷键</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>筛选</translation>
    </message>
    <message>
        <source>Filter shortcuts</source>
        <translation>筛选快捷键</translation>
    </message>
    <message>
        <source>Show only actions that contain this text</source>
        <translation>仅显示包含此文本的操作</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>Shortcut</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>Actions and the keys that trigger them</source>
        <translation>操作及其触发按键</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Close this window</source>
        <translation>关闭此窗口</translation>
    </message>
</context>
<context>
    <name>calm::ui::SimilarityPage</name>
    <message>
        <source>emb.</source>
        <translation>嵌入</translation>
    </message>
    <message>
        <source>embedding</source>
        <translation>嵌入</translation>
    </message>
    <message>
        <source>output of layer %1</source>
        <translation>第 %1 层输出</translation>
    </message>
    <message>
        <source>&amp;Compute similarity</source>
        <translation>计算相似度(&amp;C)</translation>
    </message>
    <message>
        <source>Compare the hidden states of all layers on the calibration text (CKA)</source>
        <translation>在校准文本上比较所有层的隐藏状态 (CKA)</translation>
    </message>
    <message>
        <source>Similarity of layers</source>
        <translation>层间相似度</translation>
    </message>
    <message>
        <source>Arrows move, + and - zoom, 0 shows all</source>
        <translation>方向键移动，+ 和 - 缩放，0 显示全部</translation>
    </message>
    <message>
        <source>Open a model to compare its layers</source>
        <translation>打开模型以比较其各层</translation>
    </message>
    <message>
        <source>CKA between all pairs of layers shows which layers do much the same, and where the model changes its mind.</source>
        <translation>所有层对之间的 CKA 显示哪些层作用相近，以及模型在何处发生转变。</translation>
    </message>
    <message>
        <source>Which layers are alike?</source>
        <translation>哪些层相似？</translation>
    </message>
    <message>
        <source>Runs the calibration text through the model and compares the hidden states of all pairs of layers by linear CKA: 1 is the same up to rotation and scale. Blocks of similar layers are candidates for the same method.</source>
        <translation>将校准文本送入模型，用线性 CKA 比较所有层对的隐藏状态：1 表示除旋转和缩放外相同。相似层构成的块适合考虑使用同一方法。</translation>
    </message>
    <message>
        <source>About this similarity</source>
        <translation>关于此相似度</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>缩小</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>放大</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Show all layers</source>
        <translation>显示所有层</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copy the similarity</source>
        <translation>复制相似度</translation>
    </message>
    <message>
        <source>Original</source>
        <translation>原始模型</translation>
    </message>
    <message>
        <source>Hybrid (the plan)</source>
        <translation>混合（方案）</translation>
    </message>
    <message>
        <source>Whose layers are compared with each other</source>
        <translation>比较哪个模型的各层</translation>
    </message>
    <message>
        <source>Linear</source>
        <translation>线性</translation>
    </message>
    <message>
        <source>log(1 − CKA)</source>
        <translation>log(1 − CKA)</translation>
    </message>
    <message>
        <source>Similarities crowd just below 1: log(1 − CKA) spreads them out</source>
        <translation>相似度密集于略低于 1 处：log(1 − CKA) 可将其拉开</translation>
    </message>
    <message>
        <source>Range of the data</source>
        <translation>数据范围</translation>
    </message>
    <message>
        <source>Fixed range</source>
        <translation>固定范围</translation>
    </message>
    <message>
        <source>Colours over the values that are there, or from 0 to 1</source>
        <translation>颜色覆盖现有数值，或从 0 到 1</translation>
    </message>
    <message>
        <source>Viridis</source>
        <translation>Viridis</translation>
    </message>
    <message>
        <source>Cividis</source>
        <translation>Cividis</translation>
    </message>
    <message>
        <source>Colour map; Cividis looks the same with colour vision deficiency</source>
        <translation>颜色映射；Cividis 对色觉障碍者外观一致</translation>
    </message>
    <message>
        <source>Mo&amp;del</source>
        <translation>模型(&amp;D)</translation>
    </message>
    <message>
        <source>Sc&amp;ale</source>
        <translation>刻度(&amp;A)</translation>
    </message>
    <message>
        <source>Ran&amp;ge</source>
        <translation>范围(&amp;G)</translation>
    </message>
    <message>
        <source>C&amp;olours</source>
        <translation>颜色(&amp;O)</translation>
    </message>
    <message>
        <source>Blocks of similar layers</source>
        <translation>相似层的块</translation>
    </message>
    <message>
        <source>Threshold slider</source>
        <translation>阈值滑块</translation>
    </message>
    <message>
        <source>From the embedding on, a block grows by the next layer as long as the mean CKA over all its pairs stays at or above the threshold.</source>
        <translation>从嵌入开始，只要块内所有层对的平均 CKA 不低于阈值，块就扩展到下一层。</translation>
    </message>
    <message>
        <source>Threshold</source>
        <translation>阈值</translation>
    </message>
    <message>
        <source>T&amp;hreshold</source>
        <translation>阈值(&amp;H)</translation>
    </message>
    <message>
        <source>Reading of the blocks</source>
        <translation>块的解读</translation>
    </message>
    <message>
        <source>Hidden states</source>
        <translation>隐藏状态</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>数量</translation>
    </message>
    <message>
        <source>Mean CKA</source>
        <translation>平均 CKA</translation>
    </message>
    <message>
        <source>Blocks</source>
        <translation>块</translation>
    </message>
    <message>
        <source>A block is outlined in the picture; choosing one selects its first layer</source>
        <translation>块在图中以轮廓标出；选择块会选中其第一层</translation>
    </message>
    <message>
        <source>Cop&amp;y</source>
        <translation>复制(&amp;Y)</translation>
    </message>
    <message>
        <source>Copy as a picture, and as a table for programs that take text</source>
        <translation>复制为图片，并为接受文本的程序复制为表格</translation>
    </message>
    <message>
        <source>Sa&amp;ve…</source>
        <translation>保存(&amp;V)…</translation>
    </message>
    <message>
        <source>Save the similarity</source>
        <translation>保存相似度</translation>
    </message>
    <message>
        <source>Save as a picture (PNG, SVG) or as a table (CSV)</source>
        <translation>保存为图片（PNG、SVG）或表格 (CSV)</translation>
    </message>
    <message>
        <source>Compute similarity</source>
        <translation>计算相似度</translation>
    </message>
    <message>
        <source>Embedding, then output of layer</source>
        <translation>嵌入，然后是各层输出</translation>
    </message>
    <message>
        <source>%1 and %2: CKA %3</source>
        <translation>%1 与 %2：CKA %3</translation>
    </message>
    <message>
        <source>This model is quantized already: open the original</source>
        <translation>此模型已量化：请打开原始模型</translation>
    </message>
    <message>
        <source>The plan has layers without a method: analyse first</source>
        <translation>方案中有未指定方法的层：请先分析</translation>
    </message>
    <message>
        <source>Another job is running: wait for it or cancel it.</source>
        <translation>另一任务正在运行：请等待或取消它。</translation>
    </message>
    <message>
        <source>Compute the similarity again</source>
        <translation>重新计算相似度</translation>
    </message>
    <message>
        <source>Of the plan: %1.</source>
        <translation>方案的结果：%1。</translation>
    </message>
    <message>
        <source>Of the original model.</source>
        <translation>原始模型的结果。</translation>
    </message>
    <message>
        <source>%1 tokens, %2 wide.</source>
        <translation>%1 token，宽度 %2。</translation>
    </message>
    <message>
        <source>CKA is inflated below 4 tokens for each of the width: use a larger calibration to compare numbers.</source>
        <translation>token 数少于宽度的 4 倍时 CKA 会偏高：要比较数值，请使用更大的校准量。</translation>
    </message>
    <message>
        <source>Computed for an earlier plan or other calibration: compute it again.</source>
        <translation>依据较早的方案或其他校准计算：请重新计算。</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 至 %2</translation>
    </message>
    <message>
        <source>No two neighbours are that similar.</source>
        <translation>没有相邻层达到这样的相似度。</translation>
    </message>
    <message numerus="yes">
        <source>%n blocks of several layers; the longest runs from %1 to %2.</source>
        <translation>
            <numerusform>%n 个多层块；最长的从%1到%2。</numerusform>
        </translation>
    </message>
    <message>
        <source>The largest change between neighbours: %1 to %2, CKA %3.</source>
        <translation>相邻之间的最大变化：%1到%2，CKA %3。</translation>
    </message>
    <message>
        <source>The similarity could not be written to %1: %2</source>
        <translation>无法将相似度写入 %1：%2</translation>
    </message>
    <message>
        <source>Picture (*.png);;Vector picture (*.svg);;Table (*.csv)</source>
        <translation>图片 (*.png);;矢量图 (*.svg);;表格 (*.csv)</translation>
    </message>
</context>
<context>
    <name>calm::ui::StageEditor</name>
    <message>
        <source>From %1 to %2.</source>
        <translation>从 %1 到 %2。</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>方法</translation>
    </message>
    <message>
        <source>The quantization method of this stage</source>
        <translation>此阶段的量化方法</translation>
    </message>
    <message>
        <source>Remove stage</source>
        <translation>移除阶段</translation>
    </message>
    <message>
        <source>Take this stage out of the method</source>
        <translation>从方法中去掉此阶段</translation>
    </message>
    <message>
        <source>Default (%1)</source>
        <translation>默认 (%1)</translation>
    </message>
</context>
<context>
    <name>calm::ui::StartPage</name>
    <message>
        <source>GGUF file</source>
        <translation>GGUF 文件</translation>
    </message>
    <message>
        <source>Session</source>
        <translation>会话</translation>
    </message>
    <message>
        <source>Model folder</source>
        <translation>模型文件夹</translation>
    </message>
    <message>
        <source>Quantize a language model, layer by layer</source>
        <translation>逐层量化语言模型</translation>
    </message>
    <message>
        <source>Open a model, press &lt;b&gt;Analyse&lt;/b&gt;: every layer is tried with every method of the pool, and the best of each makes the plan. Change what you like, measure it, export it.</source>
        <translation>打开模型，点击&lt;b&gt;分析&lt;/b&gt;：每一层都会用方法池中的每种方法试验，各层的最佳方法构成方案。可按需更改、测量和导出。</translation>
    </message>
    <message>
        <source>You can also drop a model folder, a GGUF file or a session anywhere on this window.</source>
        <translation>也可以将模型文件夹、GGUF 文件或会话拖放到此窗口的任意位置。</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>&amp;Recent</source>
        <translation>最近使用(&amp;R)</translation>
    </message>
    <message>
        <source>Recent models and sessions</source>
        <translation>最近的模型和会话</translation>
    </message>
    <message>
        <source>Enter opens one, Delete takes it off the list</source>
        <translation>Enter 打开，Delete 从列表移除</translation>
    </message>
    <message>
        <source>What was open before, the latest first</source>
        <translation>以前打开过的内容，最新的在前</translation>
    </message>
    <message>
        <source>Models and sessions that you open are listed here.</source>
        <translation>打开过的模型和会话会列在这里。</translation>
    </message>
    <message>
        <source>Take off this list</source>
        <translation>从此列表移除</translation>
    </message>
    <message>
        <source>The files stay where they are</source>
        <translation>文件保持在原处</translation>
    </message>
    <message>
        <source>%1
%2</source>
        <translation>%1
%2</translation>
    </message>
    <message>
        <source>%1, %2, %3</source>
        <translation>%1，%2，%3</translation>
    </message>
    <message>
        <source>%1, %2, cannot be opened: %3</source>
        <translation>%1，%2，无法打开：%3</translation>
    </message>
    <message>
        <source>&amp;Open</source>
        <translation>打开(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Take off this list</source>
        <translation>从此列表移除(&amp;T)</translation>
    </message>
</context>
<context>
    <name>calm::ui::TextSourceEdit</name>
    <message>
        <source>Text or JSONL file</source>
        <translation>文本或 JSONL 文件</translation>
    </message>
    <message>
        <source>Token file (JSON)</source>
        <translation>token 文件 (JSON)</translation>
    </message>
    <message>
        <source>Text source</source>
        <translation>文本来源</translation>
    </message>
    <message>
        <source>Where the text comes from. A file can also be dropped here.</source>
        <translation>文本的来源。也可将文件拖放到此处。</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Path of the file</source>
        <translation>文件路径</translation>
    </message>
    <message>
        <source>Browse...</source>
        <translation>浏览...</translation>
    </message>
    <message>
        <source>Choose the file</source>
        <translation>选择文件</translation>
    </message>
    <message>
        <source>Browse for the file</source>
        <translation>浏览文件</translation>
    </message>
    <message>
        <source>Choose a file, or use the bundled text.</source>
        <translation>请选择文件，或使用内置文本。</translation>
    </message>
    <message>
        <source>%1 does not exist.</source>
        <translation>%1 不存在。</translation>
    </message>
    <message>
        <source>%1 is not a file.</source>
        <translation>%1 不是文件。</translation>
    </message>
    <message>
        <source>%1 cannot be read: no permission.</source>
        <translation>无法读取 %1：没有权限。</translation>
    </message>
    <message>
        <source>%1 is empty.</source>
        <translation>%1 为空。</translation>
    </message>
    <message>
        <source>Open a token file</source>
        <translation>打开 token 文件</translation>
    </message>
    <message>
        <source>Open a text</source>
        <translation>打开文本</translation>
    </message>
    <message>
        <source>Token ids (*.json);;All files (*)</source>
        <translation>token ID (*.json);;所有文件 (*)</translation>
    </message>
    <message>
        <source>Texts (*.txt *.md *.jsonl);;All files (*)</source>
        <translation>文本 (*.txt *.md *.jsonl);;所有文件 (*)</translation>
    </message>
    <message>
        <source>A JSON file {&quot;ids&quot;: [[...], [...]]}: one list of token ids a sequence</source>
        <translation>JSON 文件 {&quot;ids&quot;: [[...], [...]]}：每个序列一个 token ID 列表</translation>
    </message>
    <message>
        <source>A UTF-8 text, or JSON lines with a &quot;text&quot; each</source>
        <translation>UTF-8 文本，或每行含一个 &quot;text&quot; 的 JSON 行</translation>
    </message>
</context>
<context>
    <name>calm::ui::TryItPage</name>
    <message>
        <source>Open a model to try it</source>
        <translation>打开模型以试用</translation>
    </message>
    <message>
        <source>One prompt, two variants side by side: see where a quantized model&apos;s answer departs from the original&apos;s, and how fast each writes.</source>
        <translation>一个提示词，两个变体并排：查看量化模型的回答从何处偏离原始模型，以及各自的生成速度。</translation>
    </message>
    <message>
        <source>Ask something, or give the beginning of a text</source>
        <translation>提出问题，或给出文本的开头</translation>
    </message>
    <message>
        <source>Explain in two sentences why the sky is blue.</source>
        <translation>请用两句话解释天空为什么是蓝色的。</translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation>提示词</translation>
    </message>
    <message>
        <source>What both variants are given. Ctrl+Enter generates.</source>
        <translation>两个变体收到的内容。按 Ctrl+Enter 生成。</translation>
    </message>
    <message>
        <source>P&amp;rompt</source>
        <translation>提示词(&amp;R)</translation>
    </message>
    <message>
        <source>System message</source>
        <translation>系统消息</translation>
    </message>
    <message>
        <source>What the model is told about its role, before the prompt</source>
        <translation>在提示词之前告知模型其角色的内容</translation>
    </message>
    <message>
        <source>S&amp;ystem message</source>
        <translation>系统消息(&amp;Y)</translation>
    </message>
    <message>
        <source>Use the model&apos;s &amp;chat template</source>
        <translation>使用模型的聊天模板(&amp;C)</translation>
    </message>
    <message>
        <source>Use the model&apos;s chat template</source>
        <translation>使用模型的聊天模板</translation>
    </message>
    <message>
        <source>Puts the prompt between the markers that the model was trained to answer to. Without it the model goes on with the text as it stands.</source>
        <translation>将提示词放在模型训练时用于应答的标记之间。不使用时，模型按原样续写文本。</translation>
    </message>
    <message>
        <source>Chat template</source>
        <translation>聊天模板</translation>
    </message>
    <message>
        <source>&amp;Generate</source>
        <translation>生成(&amp;G)</translation>
    </message>
    <message>
        <source>Generate with both variants</source>
        <translation>用两个变体生成</translation>
    </message>
    <message>
        <source>St&amp;op</source>
        <translation>停止(&amp;O)</translation>
    </message>
    <message>
        <source>Stop generating</source>
        <translation>停止生成</translation>
    </message>
    <message>
        <source>Stop; what is written stays</source>
        <translation>停止；已生成的内容保留</translation>
    </message>
    <message>
        <source>Copy as command line</source>
        <translation>复制为命令行</translation>
    </message>
    <message>
        <source>The same with the calm command, for a terminal or a script</source>
        <translation>用 calm 命令完成同样的操作，可用于终端或脚本</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>左侧</translation>
    </message>
    <message>
        <source>Le&amp;ft</source>
        <translation>左侧(&amp;F)</translation>
    </message>
    <message>
        <source>Right</source>
        <translation>右侧</translation>
    </message>
    <message>
        <source>R&amp;ight</source>
        <translation>右侧(&amp;I)</translation>
    </message>
    <message>
        <source>The text appears here as it is generated.</source>
        <translation>生成的文本会在此处逐步显示。</translation>
    </message>
    <message>
        <source>Difference of the texts</source>
        <translation>文本的差异</translation>
    </message>
    <message>
        <source>Show the first difference</source>
        <translation>显示第一处差异</translation>
    </message>
    <message>
        <source>Moves both texts to the first token that differs</source>
        <translation>将两侧文本移到第一个不同的 token</translation>
    </message>
    <message>
        <source>The model has none: sent as plain text.</source>
        <translation>模型没有模板：按纯文本发送。</translation>
    </message>
    <message>
        <source>Template not supported: sent as plain text.</source>
        <translation>不支持该模板：按纯文本发送。</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Give a prompt first</source>
        <translation>请先给出提示词</translation>
    </message>
    <message>
        <source>The variants are generating</source>
        <translation>变体正在生成</translation>
    </message>
    <message>
        <source>Another job is running: wait for it or cancel it.</source>
        <translation>另一任务正在运行：请等待或取消它。</translation>
    </message>
    <message>
        <source>Generate with both variants, one after the other (Ctrl+Enter in the prompt)</source>
        <translation>用两个变体依次生成（在提示词中按 Ctrl+Enter）</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>等待中</translation>
    </message>
    <message numerus="yes">
        <source>Preparing: quantizing what is missing, loading the weights, reading %n tokens of prompt</source>
        <translation>
            <numerusform>准备中：量化缺少的部分，加载权重，读取 %n token 的提示词</numerusform>
        </translation>
    </message>
    <message>
        <source>cut at the length asked for</source>
        <translation>在要求的长度处截断</translation>
    </message>
    <message>
        <source>ended by the model</source>
        <translation>由模型结束</translation>
    </message>
    <message numerus="yes">
        <source>%n tokens · stopped</source>
        <translation>
            <numerusform>%n token · 已停止</numerusform>
        </translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失败</translation>
    </message>
    <message numerus="yes">
        <source>Both wrote the same %n tokens.</source>
        <translation>
            <numerusform>两者生成的 %n 个 token 相同。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The same so far: %n tokens.</source>
        <translation>
            <numerusform>目前相同：%n token。</numerusform>
        </translation>
    </message>
    <message>
        <source>The first difference is token %1. %2 of %3 tokens on the left and %4 of %5 on the right are not in the other text.</source>
        <translation>第一处差异是第 %1 个 token。左侧 %3 个 token 中的 %2 个、右侧 %5 个中的 %4 个不在另一文本中。</translation>
    </message>
</context>
<context>
    <name>calm::ui::Tuning</name>
    <message>
        <source>Scales tuned: KL to the original %1 → %2 on the calibration text</source>
        <translation>已微调缩放因子：校准文本上与原模型的 KL %1 → %2</translation>
    </message>
    <message>
        <source>KL to the original %1 → %2 on held-out text</source>
        <translation>留出文本上与原模型的 KL %1 → %2</translation>
    </message>
    <message>
        <source>Scales tuned: %1</source>
        <translation>已微调缩放因子：%1</translation>
    </message>
    <message>
        <source>Tuning is not used, it made things worse: %1</source>
        <translation>未采用微调，它使结果变差：%1</translation>
    </message>
</context>
<context>
    <name>calm::ui::VariantBox</name>
    <message>
        <source>This model</source>
        <translation>此模型</translation>
    </message>
    <message>
        <source>Original</source>
        <translation>原始模型</translation>
    </message>
    <message>
        <source>Hybrid (the plan)</source>
        <translation>混合（方案）</translation>
    </message>
    <message>
        <source>Plan: %1</source>
        <translation>方案：%1</translation>
    </message>
</context>
<context>
    <name>calm::ui::WeightErrorView</name>
    <message>
        <source>Linear</source>
        <translation>线性</translation>
    </message>
    <message>
        <source>Bits</source>
        <translation>位数</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>Weight errors</source>
        <translation>权重误差</translation>
    </message>
    <message>
        <source>Distance of the quantized weights from the original&apos;s, relative to their size. Scales that a method moves into the neighbouring norm or linear do not count.</source>
        <translation>量化权重与原始权重的距离，相对于其大小。方法移入相邻归一化层或线性层的缩放不计入。</translation>
    </message>
</context>
<context>
    <name>calm::ui::Workspace</name>
    <message>
        <source>The pool needs at least one method.</source>
        <translation>方法池至少需要一种方法。</translation>
    </message>
    <message>
        <source>Reading the session&apos;s analyses</source>
        <translation>读取会话的分析</translation>
    </message>
    <message>
        <source>The session&apos;s analyses of layers could not be read.</source>
        <translation>无法读取会话中的层分析。</translation>
    </message>
    <message>
        <source>Open a model first.</source>
        <translation>请先打开模型。</translation>
    </message>
    <message>
        <source>Distributions of %1</source>
        <translation>%1 的分布</translation>
    </message>
    <message>
        <source>Restoration of %1</source>
        <translation>%1 的还原</translation>
    </message>
    <message>
        <source>Weight errors of %1</source>
        <translation>%1 的权重误差</translation>
    </message>
    <message>
        <source>Similarity of the layers of %1</source>
        <translation>%1 的层间相似度</translation>
    </message>
    <message>
        <source>The layers could not be analysed.</source>
        <translation>无法分析这些层。</translation>
    </message>
    <message>
        <source>Generating with %1</source>
        <translation>用 %1 生成</translation>
    </message>
    <message>
        <source>The text could not be generated.</source>
        <translation>无法生成文本。</translation>
    </message>
    <message>
        <source>It is estimated to need %1 of memory, more than the limit of %2 in the settings. Use fewer or shorter calibration sequences, or raise the limit.</source>
        <translation>估计需要 %1 内存，超过设置中 %2 的限制。请减少或缩短校准序列，或提高限制。</translation>
    </message>
    <message>
        <source>Stop and open</source>
        <translation>停止并打开</translation>
    </message>
    <message>
        <source>%1 could not be opened.</source>
        <translation>无法打开 %1。</translation>
    </message>
    <message>
        <source>Opening %1</source>
        <translation>打开 %1</translation>
    </message>
    <message>
        <source>Opening session %1</source>
        <translation>打开会话 %1</translation>
    </message>
    <message>
        <source>The model&apos;s files changed since this session was saved: all its scores are marked stale.</source>
        <translation>模型文件在此会话保存后已更改：所有得分均标记为已过期。</translation>
    </message>
    <message>
        <source>The session can move to another folder once the analysis has ended.</source>
        <translation>分析结束后才能将会话移到其他文件夹。</translation>
    </message>
    <message>
        <source>Saving the session</source>
        <translation>保存会话</translation>
    </message>
    <message>
        <source>The session could not be saved.</source>
        <translation>无法保存会话。</translation>
    </message>
    <message>
        <source>Analysing %1 from layer %2</source>
        <translation>分析 %1，从第 %2 层起</translation>
    </message>
    <message>
        <source>Analysing %1</source>
        <translation>分析 %1</translation>
    </message>
    <message>
        <source>The analysis stopped with an error. What was scored is kept.</source>
        <translation>分析因错误停止。已评分的部分会保留。</translation>
    </message>
    <message>
        <source>The analysis was stopped. &quot;Analyse&quot; goes on from the last decided layer.</source>
        <translation>分析已停止。“分析”会从最后决定的层继续。</translation>
    </message>
    <message>
        <source>The analysis is complete.</source>
        <translation>分析已完成。</translation>
    </message>
    <message>
        <source>Benchmarking %1</source>
        <translation>基准测试 %1</translation>
    </message>
    <message>
        <source>The benchmark stopped with an error.</source>
        <translation>基准测试因错误停止。</translation>
    </message>
    <message>
        <source>Estimating time and memory</source>
        <translation>估计时间和内存</translation>
    </message>
    <message>
        <source>keep the plan as %1</source>
        <translation>将方案保留为 %1</translation>
    </message>
    <message>
        <source>The plan was not kept.</source>
        <translation>方案未保留。</translation>
    </message>
    <message>
        <source>duplicate %1</source>
        <translation>创建 %1 的副本</translation>
    </message>
    <message>
        <source>The plan was not duplicated.</source>
        <translation>未创建方案副本。</translation>
    </message>
    <message>
        <source>rename %1</source>
        <translation>重命名 %1</translation>
    </message>
    <message>
        <source>The plan was not renamed.</source>
        <translation>方案未重命名。</translation>
    </message>
    <message>
        <source>delete %1</source>
        <translation>删除 %1</translation>
    </message>
    <message numerus="yes">
        <source>delete %n plans</source>
        <translation>
            <numerusform>删除 %n 个方案</numerusform>
        </translation>
    </message>
    <message>
        <source>make %1 the current plan</source>
        <translation>将 %1 设为当前方案</translation>
    </message>
    <message>
        <source>%1 cannot be the current plan.</source>
        <translation>%1 不能作为当前方案。</translation>
    </message>
    <message>
        <source>Plans under a budget for %1</source>
        <translation>%1 的预算内方案</translation>
    </message>
    <message>
        <source>These plans are kept already.</source>
        <translation>这些方案已经保留。</translation>
    </message>
    <message numerus="yes">
        <source>keep %n plans</source>
        <translation>
            <numerusform>保留 %n 个方案</numerusform>
        </translation>
    </message>
    <message>
        <source>Refining the plan of %1</source>
        <translation>正在细化 %1 的方案</translation>
    </message>
    <message>
        <source>The plan could not be refined.</source>
        <translation>无法细化方案。</translation>
    </message>
    <message>
        <source>The refinement was stopped. What was tried is kept; &quot;Refine plan&quot; goes on from there.</source>
        <translation>细化已停止。已尝试的内容会保留；“细化方案”将从那里继续。</translation>
    </message>
    <message>
        <source>refine the plan</source>
        <translation>细化方案</translation>
    </message>
    <message>
        <source>Refined plan</source>
        <translation>细化后的方案</translation>
    </message>
    <message>
        <source>Swaps tried: %1, kept: %2.</source>
        <translation>尝试的更换：%1，保留：%2。</translation>
    </message>
    <message>
        <source>Nothing is left to try.</source>
        <translation>没有可再尝试的更换。</translation>
    </message>
    <message>
        <source>Another run tries more.</source>
        <translation>再次运行会尝试更多。</translation>
    </message>
    <message>
        <source>KL to the original on %1 tokens of calibration text: %2 → %3.</source>
        <translation>在 %1 个 token 的校准文本上与原始模型的 KL：%2 → %3。</translation>
    </message>
    <message>
        <source>The plan was refined.</source>
        <translation>方案已细化。</translation>
    </message>
    <message>
        <source>No swap brought the model closer to the original.</source>
        <translation>没有更换使模型更接近原始模型。</translation>
    </message>
    <message>
        <source>The plan was refined: KL to the original %1 → %2 on held-out text, 95 % interval of the change %3 to %4.</source>
        <translation>方案已细化：在留出文本上与原始模型的 KL %1 → %2，变化的 95% 区间为 %3 至 %4。</translation>
    </message>
    <message>
        <source>Stop and open?</source>
        <translation>停止并打开?</translation>
    </message>
    <message>
        <source>%1 is still running. What is done so far is kept; the rest is stopped.</source>
        <translation>“%1”仍在运行。已完成的部分会保留，其余将停止。</translation>
    </message>
    <message>
        <source>Replace the session?</source>
        <translation>替换会话?</translation>
    </message>
    <message>
        <source>There is a session in %1 already. It would be lost.</source>
        <translation>%1 中已有一个会话,它将会丢失。</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>替换</translation>
    </message>
    <message>
        <source>recovered plans</source>
        <translation>恢复的方案</translation>
    </message>
    <message>
        <source>Edits that were made during the last run are recovered; undo takes them back.</source>
        <translation>已恢复上次运行期间所做的修改,可以撤销。</translation>
    </message>
    <message>
        <source>Opening</source>
        <translation>正在打开</translation>
    </message>
    <message>
        <source>Open without saving?</source>
        <translation>不保存就打开?</translation>
    </message>
    <message>
        <source>The session could not be saved, so the last changes would be lost.</source>
        <translation>会话无法保存,最近的修改将会丢失。</translation>
    </message>
    <message>
        <source>Open without saving</source>
        <translation>不保存并打开</translation>
    </message>
    <message>
        <source>Close without saving?</source>
        <translation>不保存就关闭?</translation>
    </message>
    <message>
        <source>Close without saving</source>
        <translation>不保存并关闭</translation>
    </message>
</context>
<context>
    <name>calm_workbench</name>
    <message>
        <source>Scores quantization methods per layer of a language model, live.</source>
        <translation>实时为语言模型的每一层评估量化方法。</translation>
    </message>
    <message>
        <source>A model folder, a .gguf file or a session.</source>
        <translation>模型文件夹、.gguf 文件或会话。</translation>
    </message>
    <message>
        <source>Open this model folder or .gguf file.</source>
        <translation>打开此模型文件夹或 .gguf 文件。</translation>
    </message>
    <message>
        <source>Open this session, or keep the model&apos;s session there.</source>
        <translation>打开此会话，或将该模型的会话保存在此处。</translation>
    </message>
    <message>
        <source>Start the analysis once the model is open.</source>
        <translation>模型打开后立即开始分析。</translation>
    </message>
    <message>
        <source>Size of the window, such as 1280x800.</source>
        <translation>窗口大小，例如 1280x800。</translation>
    </message>
    <message>
        <source>light, dark or system, for this run only.</source>
        <translation>light、dark 或 system，仅用于本次运行。</translation>
    </message>
    <message>
        <source>Write a picture of the window when it quits, or when --analyse has ended.</source>
        <translation>退出时或 --analyse 结束时保存窗口图像。</translation>
    </message>
    <message>
        <source>Quit after this many milliseconds.</source>
        <translation>在指定毫秒数后退出。</translation>
    </message>
    <message>
        <source>--size wants WIDTHxHEIGHT, such as 1280x800.</source>
        <translation>--size 的格式为 宽x高，例如 1280x800。</translation>
    </message>
    <message>
        <source>--page: there is no page &quot;%1&quot;.</source>
        <translation>--page：没有页面“%1”。</translation>
    </message>
    <message>
        <source>--quit-after wants milliseconds.</source>
        <translation>--quit-after 需要毫秒数。</translation>
    </message>
    <message>
        <source>%1 cannot be written.</source>
        <translation>%1 不可写。</translation>
    </message>
    <message>
        <source>Write the report of --session as .pdf or .html and quit, without a window or a display.</source>
        <translation>将 --session 的报告写成 .pdf 或 .html 后退出，无需窗口或显示器。</translation>
    </message>
    <message>
        <source>--report wants the session&apos;s folder, with --session.</source>
        <translation>--report 需要用 --session 指定会话文件夹。</translation>
    </message>
    <message>
        <source>There is no display (neither DISPLAY nor WAYLAND_DISPLAY is set). Start it on a desktop or under xvfb-run; the command line program calm does the same without one.</source>
        <translation>没有显示器（DISPLAY 和 WAYLAND_DISPLAY 均未设置）。请在桌面环境或 xvfb-run 下启动；命令行程序 calm 无需显示器即可完成同样的工作。</translation>
    </message>
    <message>
        <source>For pictures: click these buttons, by their object names, as soon as each can be.</source>
        <translation>用于截图：按对象名依次单击这些按钮，每个可用时立即单击。</translation>
    </message>
    <message>
        <source>Show this page: start, sensitivity, plan, benchmark, similarity, tryit, layer, log, history or help; or this dialog: settings, budget, refine, export, report, hub, shortcuts or about.</source>
        <translation>显示此页面：start、sensitivity、plan、benchmark、similarity、tryit、layer、log、history 或 help；或此对话框：settings、budget、refine、export、report、hub、shortcuts 或 about。</translation>
    </message>
</context>
</TS>
